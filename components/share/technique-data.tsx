/** What a technique's page says to search engines: where it stands, and that its tables are a data set with files to download. */
import type { TechniqueHead } from "@/lib/model/technique-view";
import { paths, routes } from "@/lib/routes";
import { JsonLdScript } from "./json-ld";

export interface TechniqueDataProps {
  readonly head: TechniqueHead;
  readonly date: string;
  /** Makes an address absolute. */
  readonly absolute: (path: string) => string;
}

export function TechniqueData({ head, date, absolute }: TechniqueDataProps) {
  const address = { path: paths.technique(head.id), params: {} };
  const trail = [
    { name: "Techniques", path: routes.techniques() },
    ...(head.parent ? [{ name: `${head.parent.id} ${head.parent.name}`, path: routes.technique(head.parent.id) }] : []),
    { name: `${head.id} ${head.name}`, path: routes.technique(head.id) },
  ];
  const distribution = (["csv", "json"] as const).map((format) => ({
    "@type": "DataDownload",
    encodingFormat: format === "csv" ? "text/csv" : "application/json",
    contentUrl: absolute(routes.download(address, "indicators", format)),
  }));
  return (
    <>
      <JsonLdScript
        data={{
          "@context": "https://schema.org",
          "@type": "BreadcrumbList",
          itemListElement: trail.map(({ name, path }, index) => ({ "@type": "ListItem", position: index + 1, name, item: absolute(path) })),
        }}
      />
      <JsonLdScript
        data={{
          "@context": "https://schema.org",
          "@type": "Dataset",
          name: `What public detection rules for ${head.id} ${head.name} look for`,
          description: `Fields, values, exclusions and thresholds of the public detection rules tagged ${head.id}, counted over a catalog of every vendor's rules.`,
          url: absolute(routes.technique(head.id)),
          dateModified: date,
          keywords: [head.id, head.name, ...head.tactics.map(({ name }) => name), ...head.platforms],
          isAccessibleForFree: true,
          distribution,
        }}
      />
    </>
  );
}
