-- Families are found anew for each snapshot, by similarity: a rule's file says nothing of them.
ALTER TABLE "rule" DROP COLUMN "family_id";

ALTER TABLE "snapshot_rule" ADD COLUMN "similarity" REAL NOT NULL DEFAULT 1,
ADD COLUMN "shared_clauses" BIGINT[];
