/** How a language reads a query in another language inside its own; the registry injects it, so that no language imports another. */
import type { RuleDocument } from "../../model/rule-document.ts";
import type { LanguageId } from "../../model/vendor.ts";
import type { Reading } from "../language.ts";

/** Null when the language is not registered. */
export type ReadEmbedded = (language: LanguageId, text: string, document: RuleDocument) => Reading | null;
