import type { FilterRow } from './element-table.js';

const asks = (where: string, filter?: string): FilterRow => ({
  where,
  criteria: filter === undefined ? {} : { filter },
});

/** What the list of contacts is asked. Its grammar cannot quote, so what it cannot say is cut to a wider prefix. */
export const infusionsoftFilters: readonly FilterRow[] = [
  asks("id = '1001'", 'ids==1001'),
  asks('id IN (1001, 1002)', 'ids==1001,1002'),
  asks("id IN ('1001', 'x')"),
  asks("email = 'a+b@c.example'", 'email==a+b@c.example*'),
  asks("email = 'a;b,c*d@e.example'", 'email==a*'),
  asks("email LIKE 'ann%@c.example'", 'email==ann*'),
  asks("email LIKE '%@c.example'"),
  asks("firstName = '李 😀'", 'given_name==李 😀*'),
  asks("lastName = 'O''Brien'", "family_name==O'Brien*"),
  asks("lastName = 'O''Brien; email==*'", "family_name==O'Brien*"),
  asks('lastName = \'say "x", 50%\'', 'family_name==say "x"*'),
  asks("lastName = '50% & more = more?'", 'family_name==50% & more = more?*'),
  asks("lastName LIKE '50_%'", 'family_name==50*'),
  asks("lastName = ';x'"),
  asks("lastName = '*'"),
  asks("lastName = ''"),
  asks("lastName = 'x '", 'family_name==x*'),
  asks("lastName != 'x'"),
  asks("NOT lastName = 'x'"),
  asks("lastName = 'a' OR lastName = 'b'"),
  asks("lastName IN ('a', 'b')"),
  asks('lastName IS NULL'),
  asks("lastName = 'a' AND firstName = 'b;c'", 'family_name==a*;given_name==b*'),
  asks("lastName = 'a' AND (title = 'b' OR title = 'c')", 'family_name==a*'),
  asks("middleName = 'Q.'", 'middle_name==Q.*'),
  asks("accountId = '100'", 'company_id==100'),
  asks("accountId IN ('100', '101')"),
  asks("title = 'Boss'"),
  asks("status = 'unsubscribed'"),
  asks("updatedAt >= '2026-01-02T03:04:05Z'", 'start_update_time==2026-01-02T03:04:04.000Z'),
  asks("updatedAt < '2026-01-02 03:04:05'", 'end_update_time==2026-01-02T03:04:06.000Z'),
  asks(
    "updatedAt > '2026-01-02' AND updatedAt <= '2026-01-03T00:00:00+02:00'",
    'start_update_time==2026-01-01T23:59:59.000Z;end_update_time==2026-01-02T22:00:01.000Z',
  ),
  asks("createdAt > '2026-01-02'"),
];
