FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY migrations ./migrations
COPY sandbox ./sandbox
COPY src ./src
RUN npx nest build && rm -f dist/.tsbuildinfo

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HUB_DATA_DIR=/var/lib/marketing-hub
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings Node itself; the copy for machines with an older one is not needed.
RUN npm ci --omit=dev --ignore-scripts \
    && rm -rf node_modules/node-linux-* node_modules/.bin/node \
    && npm cache clean --force \
    && install -d -o node -g node -m 700 "$HUB_DATA_DIR"
COPY scripts ./scripts
COPY --from=build /app/dist ./dist
USER node
VOLUME /var/lib/marketing-hub
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=8", "--max-old-space-size=160", "--enable-source-maps", "dist/src/main.js"]
