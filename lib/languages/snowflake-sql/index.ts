/** Snowflake SQL, as detection rules use it: https://docs.snowflake.com/en/sql-reference */
import type { Language } from "../language.ts";
import { snowflakeEvents } from "./events.ts";
import { snowflakeFields } from "./fields.ts";
import { lowerSql } from "./lower.ts";

export const snowflakeSql: Language = {
  id: "snowflake-sql",
  vendor: "snowflake",
  read: ({ text }, document) => lowerSql(text, document),
  fields: snowflakeFields,
  fieldsCaseSensitive: false,
  events: snowflakeEvents,
};
