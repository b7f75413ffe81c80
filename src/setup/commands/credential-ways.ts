import type {
  ConfigurationProperty,
  CredentialAlternative,
  ElementDefinition,
} from '../../elements/element-definition.js';

/** One way to authenticate, with what a person has to be asked for. */
export interface CredentialWay {
  readonly kind: CredentialAlternative['kind'];
  readonly label: string;
  readonly asks: readonly ConfigurationProperty[];
}

/** The ways that an element declares, the one that needs least knowledge first. */
export function credentialWays(element: ElementDefinition): readonly CredentialWay[] {
  const ways = element.authentication.alternatives.map(({ kind, keys }): CredentialWay => {
    const asks = [...keys, ...(kind === 'oauth' ? unpublishedUrls(element) : [])].map((key) =>
      propertyOf(element, key),
    );
    return {
      kind,
      label: kind === 'oauth' ? 'OAuth: a person consents in the browser' : (asks[0]?.name ?? kind),
      asks,
    };
  });
  const isHard = ({ kind }: CredentialWay): number => Number(kind === 'oauth' && unpublishedUrls(element).length > 0);
  return ways.sort((a, b) => isHard(a) - isHard(b));
}

/** Addresses of the consent that the provider tells its customers only. */
function unpublishedUrls({ authentication: { oauth } }: ElementDefinition): readonly string[] {
  if (!oauth) return [];
  return [
    ...(oauth.authorizeUrl === undefined ? ['oauth.authorization.url'] : []),
    ...(oauth.tokenUrl === undefined ? ['oauth.token.url'] : []),
  ];
}

function propertyOf(element: ElementDefinition, key: string): ConfigurationProperty {
  const property = element.configuration.find((candidate) => candidate.key === key);
  if (!property) throw new Error(`${element.key} authenticates with "${key}" but does not declare it.`);
  return property;
}

/**
 * The addresses of a provider that is not at its usual place: its consent and token pages lie beside its API there, as
 * they do behind a simulator or a proxy of the whole provider.
 */
export function toAddresses(element: ElementDefinition, baseUrl: string | undefined): Readonly<Record<string, string>> {
  if (baseUrl === undefined) return {};
  const { authorizeUrl, tokenUrl } = element.authentication.oauth ?? {};
  const apiPath = new URL(element.baseUrl).pathname;
  if (!baseUrl.endsWith(apiPath)) return { 'base.url': baseUrl };
  const prefix = baseUrl.slice(0, -apiPath.length);
  return {
    'base.url': baseUrl,
    ...(authorizeUrl !== undefined && { 'oauth.authorization.url': prefix + new URL(authorizeUrl).pathname }),
    ...(tokenUrl !== undefined && { 'oauth.token.url': prefix + new URL(tokenUrl).pathname }),
  };
}
