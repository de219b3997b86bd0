/** Why an ingest did not happen, in one sentence for people. The catalog is as it was. */
export class IngestError extends Error {
  override readonly name = "IngestError";
}
