/** A fragment in the two places where the one statement of a table has fragments: a row's condition, and a value over all rows. */
export function inPlaces(sql: string): [where: string, value: string] {
  return [
    `SELECT count(*) AS m0 FROM (SELECT * FROM t WHERE (${sql})) AS measured`,
    `SELECT (${sql}) AS m0 FROM (SELECT * FROM t) AS t`,
  ];
}
