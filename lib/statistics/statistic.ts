/** The contract of a published number: what it asks, what it counts of what, and the one statement that answers. */

export interface Statistic {
  readonly id: string;
  /** What a reader asks. */
  readonly question: string;
  /** What is counted. A rule counts once per row, however often it repeats a field or a value. */
  readonly numerator: string;
  /** Of what: the figure that must stand beside it. */
  readonly denominator: string;
  /** The partitioned table that holds the answers. */
  readonly table: string;
  /** The table's columns in the order in which the statement gives them. */
  readonly columns: readonly string[];
  /** A SELECT over content and the snapshot's tables that stand earlier in the list; needs the snapshot's id, an integer. */
  readonly sql: (snapshot: number) => string;
}
