/** Lucene's field names: Elastic's, all shared with its other languages. https://www.elastic.co/docs/reference/ecs */
import { elasticFields } from "../core/elastic-fields.ts";
import type { FieldRow } from "../language.ts";

export const luceneFields: readonly FieldRow[] = elasticFields;
