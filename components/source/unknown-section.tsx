/** Technique tags that no loaded ATT&CK version knows; the rules that carry them are kept. */
import type { SourceRow, UnknownTag } from "@/lib/model/source-view";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count, counted } from "../ui/count";

export interface UnknownSectionProps {
  readonly unknown: readonly UnknownTag[];
  readonly sources: readonly SourceRow[];
  readonly carry: Params;
}

export function UnknownSection({ unknown, sources, carry }: UnknownSectionProps) {
  const label = (id: string) => sources.find((source) => source.id === id)?.label ?? id;
  const columns: readonly Column<UnknownTag>[] = [
    { key: "tag", head: "Tag", rowHeader: true, cell: ({ tagged }) => <code>{tagged}</code> },
    { key: "rules", head: "Rules", className: "num", label: "rules", cell: ({ rules }) => count(rules) },
    { key: "sources", head: "Sources", className: "soft", cell: ({ sources: ids }) => ids.map(label).join(", ") },
    {
      key: "example",
      head: "For example",
      className: "wide",
      cell: ({ example }) => <a href={routes.rule(example.key, carry)}>{example.title}</a>,
    },
  ];
  return (
    <Section
      id="unknown"
      title="Ids ATT&CK does not know"
      count={counted(unknown.length, "tag")}
      how={
        <p>
          Kept as the author’s tag, because a rule never disappears for the sake of a version: an id of another version, or a slip of the
          pen.
        </p>
      }
    >
      <DataTable
        labelledBy="unknown"
        className="unkt"
        columns={columns}
        groups={[{ key: "all", rows: unknown }]}
        rowKey={({ tagged }) => `tag-${tagged}`}
        empty="Every tag names a technique of a loaded version."
      />
    </Section>
  );
}
