import { invalidRequest } from '../../errors/gateway-error.js';
import type { OperationState, Step } from '../element-definition.js';
import { objectsAt, textAt } from '../values.js';

const wantedCompany = ({ draft }: OperationState): string | undefined => textAt(draft, 'company_name');

/** BEHAVIOR.md 5: a contact is linked to a company by id, so a name is looked up and created when it is missing. */
export function companySteps(refuse: (state: OperationState) => void): readonly Step[] {
  return [
    {
      name: 'company',
      operation: { method: 'GET', path: '/companies', effect: 'read' },
      from: (state) => {
        refuse(state);
        const name = wantedCompany(state);
        if (name === undefined) return [];
        if (textAt(state.draft, 'company', 'id') !== undefined)
          throw invalidRequest('company', 'Give "company" or "accountId", not both.');
        return [
          {
            query: {
              filter: `name==${name.replace(/[;,*].*$/s, '').trimEnd()}*`,
              order_by: 'name asc',
              page_size: 100,
            },
          },
        ];
      },
    },
    {
      name: 'newCompany',
      operation: { method: 'POST', path: '/companies', effect: 'unsafe_write' },
      from: (state) =>
        wantedCompany(state) !== undefined && foundCompany(state) === undefined
          ? [{ body: { company_name: wantedCompany(state) } }]
          : [],
    },
  ];
}

/** The id of the company that the body names, once the steps have run. */
export function readCompany(state: OperationState): string | undefined {
  return wantedCompany(state) === undefined
    ? undefined
    : (foundCompany(state) ?? textAt(state.replies['newCompany']?.[0]?.body, 'id'));
}

function foundCompany(state: OperationState): string | undefined {
  const name = wantedCompany(state)?.toLowerCase();
  const rows = (state.replies['company'] ?? []).flatMap((reply) => objectsAt(reply.body, 'companies'));
  return textAt(
    rows.find((row) => textAt(row, 'company_name')?.toLowerCase() === name),
    'id',
  );
}
