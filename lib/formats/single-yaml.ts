/** Opens a YAML file that holds one rule, so that each such format only says what it reads from it. */
import type { Document } from "yaml";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FormatReading } from "../model/rule-document.ts";
import type { PlainMap } from "./metadata.ts";
import { noRule } from "./rule-parts.ts";
import { documentError, documentMap, parseYamlFile, yamlText } from "./yaml-file.ts";

/** The first document of a whole YAML file that is a mapping. */
export interface SingleYaml {
  readonly map: PlainMap;
  /** Diagnostics to start from: what had to be repaired. */
  readonly diagnostics: Diagnostic[];
  /** A text under a key and where it begins in the file, see yamlText. */
  readonly text: (key: string) => { readonly text: string; readonly offset: number | null } | null;
}

/** What `read` makes of the file's first document, or why there is none to read. */
export function readSingleYaml(text: string, read: (file: SingleYaml) => FormatReading): FormatReading {
  const file = parseYamlFile(text);
  if ("code" in file) return noRule(file);
  const document: Document | undefined = file.documents.find((candidate) => candidate.contents !== null || candidate.errors.length > 0);
  if (!document) return noRule("not-a-rule", "The file holds no document");
  const error = documentError(document);
  if (error) return noRule(error);
  const map = documentMap(document);
  if (!map) return noRule("not-a-rule", "The file is not a mapping");
  return read({ map, diagnostics: file.repair ? [file.repair] : [], text: (key) => yamlText(file, document, key) });
}
