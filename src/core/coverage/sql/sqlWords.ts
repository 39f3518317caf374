/** Words of SQL, in capitals. All of them may also be names of columns, unless an engine reserves them. */
const listed = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** With these a part of a query begins or goes on: outside of brackets none of them belongs to an expression. */
export const clauseWords = listed(
  "SELECT FROM WHERE GROUP HAVING ORDER LIMIT UNION INTERSECT EXCEPT INTO AS USING ON TO WITH JOIN CROSS NATURAL FETCH FOR WINDOW QUALIFY",
);
/** So do these, where they stand behind an operand; elsewhere they are names. */
export const lateClauseWords = listed("OFFSET RETURNING MINUS VALUES TABLESAMPLE PIVOT UNPIVOT ASC DESC");

/** With these a statement begins that does more than read, or is none of an expression's parts. */
export const statementWords = listed(
  "INSERT UPDATE DELETE MERGE REPLACE TRUNCATE CREATE DROP UNDROP ALTER RENAME COMMENT COPY EXPORT IMPORT ATTACH DETACH USE INSTALL FORCE LOAD " +
    "SET RESET PRAGMA CALL EXECUTE PREPARE DEALLOCATE DECLARE ASSERT BEGIN START COMMIT ROLLBACK ABORT CHECKPOINT VACUUM ANALYZE " +
    "EXPLAIN DESCRIBE DESC SHOW SUMMARIZE GRANT REVOKE CLONE LOCK RAISE DO",
);

/** What may stand behind a name inside of an expression; anything else makes a statement of a word that can begin one. */
export const wordsBehindNames = listed(
  "AND OR NOT IS IN LIKE ILIKE SIMILAR GLOB RLIKE REGEXP BETWEEN COLLATE AT ESCAPE DIV XOR ISNULL NOTNULL WHEN THEN ELSE END " +
    "ORDER LIMIT AS IGNORE RESPECT HAVING USING ASC DESC NULLS",
);

/** Behind these an operand is still to come. */
export const operatorWords = listed(
  "AND OR NOT IS IN LIKE ILIKE SIMILAR GLOB RLIKE REGEXP BETWEEN ESCAPE DIV XOR CASE WHEN THEN ELSE DISTINCT ALL ANY SOME",
);

/** Functions that run SQL out of a text, which nobody has looked at. */
export const functionsOfSql = listed(
  "QUERY QUERY_TABLE EXTERNAL_QUERY POSTGRES_QUERY POSTGRES_EXECUTE MYSQL_QUERY MYSQL_EXECUTE SQLITE_QUERY DUCKLAKE_QUERY JSON_EXECUTE_SERIALIZED_SQL",
);
