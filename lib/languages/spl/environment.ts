/** What a field name means at a place of the pipe: what copies, renames, eval and stats bound it to. Names are as written. */
import type { Expression } from "../../expression/expression.ts";

/** A condition after lowering; null says nothing about the event (a window, an index, a macro that does nothing). */
export type Lowered = Expression | null;

/** One branch of `if` or `case`; `when` is "always" for the default. */
export interface Case {
  readonly when: Lowered | "always";
  readonly value:
    | { readonly kind: "constant"; readonly text: string }
    | { readonly kind: "null" }
    /** A place in a list: some number not below zero. */
    | { readonly kind: "index" }
    | { readonly kind: "other" };
}

export type Binding =
  /** A column of the events, under whatever name; `folded`: compared without case. */
  | { readonly kind: "column"; readonly name: string; readonly folded: boolean }
  /** `own`: a repair of the column that had the name before (`if(isnull(user), "-", user)`), which is what other tests are about. */
  | { readonly kind: "cases"; readonly cases: readonly Case[]; readonly own?: boolean }
  | { readonly kind: "constant"; readonly text: string }
  | {
      readonly kind: "aggregate";
      readonly function: string;
      readonly field: string | null;
      readonly groupBy: readonly string[];
      /** `count(eval(C))`: only events with C are counted. */
      readonly condition: Lowered;
      /** It aggregates something that the rule computed, which has a name of the rule's own. */
      readonly computed?: boolean;
    }
  /** Keeps its own name; `threshold`: made from something that an aggregate computed. */
  | { readonly kind: "computed"; readonly threshold: boolean }
  /** A column that a lookup gave: it is there when the inputs are in the list. */
  | { readonly kind: "lookup"; readonly list: string; readonly input: string }
  /** A time of the events, or a span of time between them: bounds on it are the window. */
  | { readonly kind: "time" };

interface RenameRule {
  readonly from: string;
  readonly to: RegExp;
}

/** Roots of the data sets of the Common Information Model and of Enterprise Security: https://docs.splunk.com/Documentation/CIM/latest/User/Overview */
const dataSets = new Set(
  (
    "alerts all_sessions all_certificates all_changes all_email all_info all_inventory all_interprocess all_performance all_risk all_traffic " +
    "account_management account_changes application_state authentication auditing_changes certificates compute_inventory databases dhcp dns " +
    "dlp_incidents email endpoint endpoint_changes endpoint_restarts failed_authentication file_system filesystem ids_attacks incident " +
    "instance_changes intrusion_detection malware malware_attacks malware_operations network_changes network_resolution network_traffic os " +
    "ports privileged_authentication processes registry risk services signatures ssl successful_authentication system_updates updates " +
    "users vulnerabilities web"
  ).split(" "),
);

const maximumRules = 50;
const maximumName = 500;

/** A name without the data model's prefix: `Processes.process_name` is `process_name`. */
export function withoutDataSet(name: string): string {
  let bare = name;
  for (let dot = bare.indexOf("."); dot > 0; dot = bare.indexOf(".")) {
    if (!dataSets.has(bare.slice(0, dot).toLowerCase()) || dot === bare.length - 1) break;
    bare = bare.slice(dot + 1);
  }
  return bare;
}

export class Environment {
  private readonly bindings: Map<string, Binding>;
  /** The last one first: names are followed backwards. */
  private readonly rules: RenameRule[];
  /** What names were found to stand for since the last change. */
  private readonly found = new Map<string, Binding>();
  /** Columns that `values(x)` gathered into lists, with the keys of their groups. */
  readonly gathered: Map<string, readonly string[]>;

  constructor(other?: Environment) {
    this.bindings = new Map(other?.bindings);
    this.rules = [...(other?.rules ?? [])];
    this.gathered = new Map(other?.gathered);
  }

  bind(name: string, binding: Binding): void {
    this.found.clear();
    this.bindings.set(name, binding);
    this.bindings.set(withoutDataSet(name), binding);
  }

  /** `rename a.* as *`, `values(a.*) as b.*`: later names lead back to earlier ones. */
  renameAll(from: string, to: string): void {
    if (from === to || this.rules.length >= maximumRules) return;
    const source = to.split("*").map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
    if (source.length > 3) return;
    this.found.clear();
    this.rules.unshift({ from, to: new RegExp(`^${source.join("([^*]*)")}$`) });
  }

  /** What the name stands for. An unbound name is a column of the events. */
  resolve(written: string): Binding {
    const known = this.found.get(written) ?? this.follow(written);
    this.found.set(written, known);
    return known;
  }

  private follow(written: string): Binding {
    let name = written;
    const bound = (): Binding | undefined => this.bindings.get(name) ?? this.bindings.get(withoutDataSet(name));
    for (const rule of this.rules) {
      const found = bound();
      if (found) return found;
      name = sourceOf(name, rule);
    }
    const found = bound();
    if (found) return found;
    const bare = withoutDataSet(name);
    return bare === "_time" || bare === "_indextime" ? { kind: "time" } : { kind: "column", name: bare, folded: false };
  }
}

/** The name that a rename made this one from; the name itself where the rename says nothing of it. */
function sourceOf(name: string, { from, to }: RenameRule): string {
  const groups = to.exec(name)?.slice(1);
  const source = groups && from.split("*").reduce((text, piece, index) => text + (groups[index - 1] ?? "") + piece);
  return source === undefined || source.length > maximumName ? name : source;
}
