import type { Environment } from '../config/environment.js';
import { elementCatalog } from '../elements/element-catalog.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { checkVendorUrl } from '../vendor-http/host-list.js';
import { readConfigurationChanges } from './configuration-changes.js';
import { InstanceBody, type ElementReferenceBody } from './instance-body.dto.js';
import type { InstanceChange } from './instance-changes.js';
import type { NewInstance } from './instance-provisioner.js';
import { readName, readTags } from './plain-text.js';
import { readBody } from './read-body.js';

type Egress = Pick<Environment, 'egressAllow'>;

/** Reads the body of a provisioning. The path may name the element; a body that names another contradicts it. */
export function readNewInstance(body: unknown, environment: Egress, elementOfPath?: ElementDefinition): NewInstance {
  const read = readBody(InstanceBody, body);
  const element = elementOfPath ?? findElement(read.element);
  refuseOtherElement(element, read.element);
  const { code } = read.providerData ?? {};
  if (!isGiven(read.name)) throw invalidRequest('name', '"name" is missing.');
  const name = readName(read.name);
  return {
    element,
    name,
    tags: read.tags ? readTags(read.tags) : [name],
    changes: readChanges(element, read, environment),
    ...(isGiven(code) && { code }),
    externalAuthentication: read.externalAuthentication ?? 'none',
  };
}

/** Reads the body of PATCH or PUT. An instance stays on its element. */
export function readInstanceChange(body: unknown, element: ElementDefinition, environment: Egress): InstanceChange {
  const read = readBody(InstanceBody, body);
  refuseOtherElement(element, read.element);
  const { code } = read.providerData ?? {};
  return {
    ...(isGiven(read.name) && { name: readName(read.name) }),
    ...(isGiven(read.tags) && { tags: readTags(read.tags) }),
    changes: readChanges(element, read, environment),
    ...(isGiven(code) && { code }),
    ...(isGiven(read.externalAuthentication) && { externalAuthentication: read.externalAuthentication }),
  };
}

/** The change that one configuration item with its new value means. */
export function readConfigurationChange(
  key: string,
  value: unknown,
  element: ElementDefinition,
  environment: Egress,
): InstanceChange {
  return { changes: readChanges(element, { configuration: { [key]: value } }, environment) };
}

function readChanges(
  element: ElementDefinition,
  { configuration }: Pick<InstanceBody, 'configuration'>,
  environment: Egress,
): NewInstance['changes'] {
  return readConfigurationChanges(element, configuration, (url, path) =>
    checkVendorUrl(url, element, environment, path),
  );
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function findElement(reference: ElementReferenceBody | null | undefined): ElementDefinition {
  const keyOrId = reference?.key ?? reference?.id;
  if (!isGiven(keyOrId)) throw invalidRequest('element', '"element" must name an element by its key or id.');
  const element = elementCatalog.all().find(({ key, id }) => key === keyOrId || id === keyOrId);
  if (!element)
    throw invalidRequest(
      'element',
      `"element" names no element: ${elementCatalog
        .all()
        .map(({ key }) => key)
        .join(', ')} exist.`,
    );
  return element;
}

function refuseOtherElement(element: ElementDefinition, reference: ElementReferenceBody | null | undefined): void {
  const { key, id } = reference ?? {};
  if ((isGiven(key) && key !== element.key) || (isGiven(id) && id !== element.id)) {
    throw new GatewayError('INVALID_REQUEST', `"element" names another element than ${element.key}.`, {
      path: 'element',
    });
  }
}
