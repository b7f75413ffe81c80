import type { FoundedOrganization } from '../../authentication/organization-founder.js';

/** The only sight of the new secrets. A password that the person chose is not repeated. */
export function toFoundedText({ organization, user }: FoundedOrganization, isPasswordGiven: boolean): string {
  return [
    `Founded organization ${organization.id}, "${organization.name}", with the administrator ${user.email}.`,
    '',
    '===== SECRETS: shown only now, keep them =====',
    `Organization secret: ${organization.secret}`,
    `User secret:         ${user.secret}`,
    `Password:            ${isPasswordGiven ? '(the one you gave)' : user.password}`,
    '===== end of secrets =====',
    '',
    'Calls carry the first two: "Authorization: User <user secret>, Organization <organization secret>".',
    `Next: npm run connect -- infusionsoftmarketing --organization ${organization.id}`,
    '',
  ].join('\n');
}
