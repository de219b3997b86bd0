/**
 * What another parser, node-sql-parser, finds in the conditions of a Snowflake query: each column that is tested, the constant that it is
 * tested against, and whether under a negation. Knows nothing of the reader under test.
 */
import sqlParser from "node-sql-parser";

/** One test: `column operator constant`. */
export interface OracleTest {
  /** Every column on the tested side, lower case, without its table; empty for a test of constants. */
  readonly columns: readonly string[];
  /** The constant as written, without quotes; null for NULL. */
  readonly constant: string | null;
  readonly negated: boolean;
  /** Where the test stands that a reader may read otherwise: the side of an outer join, a branch of CASE, a row's number … */
  readonly place: "plain" | "outer side" | "absent side" | "branch" | "row number" | "compared with a call";
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
const treesIn = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.flatMap(treesIn) : isTree(value) ? [value] : []);
const wordOf = (value: unknown): string => (typeof value === "string" ? value.toLowerCase() : "");

const parser = new sqlParser.Parser();

/** The tests of a text's queries; null when the parser refuses the text. */
export function oracleTests(text: string): readonly OracleTest[] | null {
  let trees: unknown;
  try {
    trees = parser.astify(text, { database: "Snowflake" });
  } catch {
    return null;
  }
  const found: OracleTest[] = [];
  const marks = marksOf(trees);
  for (const tree of treesIn(trees)) query(tree, { negated: false, place: "plain", marks }, found);
  return found.map(({ columns, constant, negated, place }) => ({ columns, constant, negated, place }));
}

/** Names whose tests mean something else than their own value. */
interface Marks {
  /** Columns that a CASE or IFF computes. */
  readonly choices: ReadonlySet<string>;
  /** Names of outer joins' sides, and of constants that such a side puts into its rows. */
  readonly sides: ReadonlySet<string>;
}

interface Where extends Pick<OracleTest, "negated" | "place"> {
  readonly marks: Marks;
}

function marksOf(trees: unknown): Marks {
  const [choices, sides] = [new Set<string>(), new Set<string>()];
  const visit = (value: unknown): void => {
    for (const tree of treesIn(value)) {
      const alias = wordOf(tree.as);
      if (alias !== "" && isTree(tree.expr) && isChoice(tree.expr)) choices.add(alias);
      if (/\b(?:left|full)\b/.test(wordOf(tree.join))) {
        sides.add(alias);
        const inner = isTree(tree.expr) && isTree(tree.expr.ast) ? tree.expr.ast : null;
        for (const column of treesIn(inner?.columns))
          if (isTree(column.expr) && isConstant(column.expr)) sides.add(`.${wordOf(column.as)}`);
      }
      Object.values(tree).forEach(visit);
    }
  };
  visit(trees);
  return { choices, sides };
}

/** A SELECT, its common tables, its sources, and what UNION and EXCEPT join to it. */
function query(tree: Tree, where: Where, found: OracleTest[]): void {
  const ast = isTree(tree.ast) ? tree.ast : tree;
  for (const table of treesIn(ast.with)) for (const inner of treesIn(table.stmt)) query(inner, where, found);
  for (const source of treesIn(ast.from)) {
    const outer = /\b(?:left|full)\b/.test(wordOf(source.join));
    const inner = outer ? ({ ...where, place: "outer side" } as const) : where;
    if (isTree(source.expr)) query(source.expr, inner, found);
  }
  for (const clause of ["where", "having", "qualify"]) for (const condition of treesIn(ast[clause])) test(condition, where, found);
  const except = /except|minus/.test(wordOf(ast.set_op));
  for (const next of treesIn(ast._next)) query(next, except ? { ...where, negated: !where.negated } : where, found);
}

function test(tree: Tree, where: Where, found: OracleTest[]): void {
  const opposite = { ...where, negated: !where.negated };
  const operator = wordOf(tree.operator);
  if (tree.type === "binary_expr" && (operator === "and" || operator === "or")) {
    for (const side of treesIn([tree.left, tree.right])) test(side, where, found);
  } else if (tree.type === "unary_expr" && operator === "not") {
    for (const inner of treesIn(tree.expr)) test(inner, opposite, found);
  } else if (tree.type === "binary_expr") compare(tree, operator, where, found);
  else if (tree.type === "function") call(tree, where, found);
  else if (tree.type === "expr_list") for (const inner of treesIn(tree.value)) test(inner, where, found);
  else if (isTree(tree.ast)) query(tree, where, found);
}

const nameOfCall = (tree: Tree): string => {
  const names = treesIn(isTree(tree.name) ? tree.name.name : []);
  return wordOf(names.at(-1)?.value);
};
const argumentsOf = (tree: Tree): readonly Tree[] => treesIn(isTree(tree.args) ? tree.args.value : []);

function call(tree: Tree, where: Where, found: OracleTest[]): void {
  const name = nameOfCall(tree);
  const [first, second] = argumentsOf(tree);
  if (name === "not" || name === "exists" || name === "not exists") {
    const inner = name === "exists" ? where : { ...where, negated: !where.negated };
    for (const argument of argumentsOf(tree)) test(argument, inner, found);
  } else if (/^(?:regexp_like|rlike|regexp_instr|contains|startswith|endswith|like|ilike)$/.test(name) && first && second) {
    for (const constant of constantsIn(second))
      found.push({ columns: columnsIn(first), constant, negated: where.negated, place: where.place });
  }
}

function compare(tree: Tree, operator: string, where: Where, found: OracleTest[]): void {
  const { left, right } = tree;
  if (!isTree(left)) return;
  const negated = /^(?:not |is not|!=|<>)/.test(operator) !== where.negated;
  const [subject, values] = isConstant(left) && isTree(right) ? [right, left] : [left, right];
  for (const inner of treesIn(values)) if (isTree(inner.ast)) query(inner, { ...where, negated }, found);
  const columns = columnsIn(subject);
  for (const constant of constantsIn(values)) {
    const absent = constant === null && !negated && subject.type === "column_ref" && isOnSide(subject, where.marks);
    found.push({ columns, constant, negated, place: absent ? "absent side" : placeOf(subject, where) });
  }
}

const isChoice = (tree: Tree): boolean => tree.type === "case" || (tree.type === "function" && /^(?:iff|decode)$/.test(nameOfCall(tree)));

/** `x.id IS NULL` of an outer side asks that it has no row. */
function isOnSide(column: Tree, { sides }: Marks): boolean {
  const table = wordOf(column.table);
  return table === "" ? sides.has(`.${columnsIn(column)[0]}`) : sides.has(table);
}

function placeOf(subject: Tree, where: Where): OracleTest["place"] {
  const [name = ""] = subject.type === "column_ref" ? columnsIn(subject) : [];
  if (isChoice(subject) || where.marks.choices.has(name)) return "branch";
  if (subject.type === "window_func" && wordOf(subject.name) === "row_number") return "row number";
  return subject.type === "function" && /^(?:regexp_count|position|charindex|datediff|timediff)$/.test(nameOfCall(subject))
    ? "compared with a call"
    : where.place;
}

const isConstant = (tree: Tree): boolean => /string$|^number$|^null$|^bool/.test(wordOf(tree.type));

/** Constants on the other side of a test: itself, those of a list, those behind ANY and ALL, and under a cast. */
function constantsIn(value: unknown): readonly (string | null)[] {
  return treesIn(value).flatMap((tree): readonly (string | null)[] => {
    if (tree.type === "null") return [null];
    if (isConstant(tree)) return [String(tree.value)];
    if (tree.type === "expr_list") return constantsIn(tree.value);
    if (tree.type === "cast") return constantsIn(tree.expr);
    return tree.type === "function" && /^(?:any|all)$/.test(nameOfCall(tree)) ? constantsIn(argumentsOf(tree)) : [];
  });
}

function columnsIn(value: unknown): readonly string[] {
  return treesIn(value).flatMap((tree) => {
    if (tree.type === "column_ref") return [wordOf(isTree(tree.column) ? (tree.column.expr as Tree | undefined)?.value : tree.column)];
    return Object.values(tree).flatMap(columnsIn);
  });
}
