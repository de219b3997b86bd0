-- Rules by number, and which rules have each value of each facet: filters of rules are set operations on bit strings. Partitioned by
-- snapshot as every table of that kind (docs/decisions/0003-data-model.md).

-- CreateTable
CREATE TABLE "rule_number" (
    "snapshot_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "rule_id" BIGINT NOT NULL,

    CONSTRAINT "rule_number_pkey" PRIMARY KEY ("snapshot_id","number")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "rule_facet" (
    "snapshot_id" INTEGER NOT NULL,
    "facet" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "members" BIT VARYING NOT NULL,

    CONSTRAINT "rule_facet_pkey" PRIMARY KEY ("snapshot_id","facet","value")
) PARTITION BY LIST ("snapshot_id");

-- CreateIndex
CREATE INDEX "rule_number_snapshot_id_rule_id_idx" ON "rule_number"("snapshot_id", "rule_id");

-- CreateIndex
CREATE INDEX "technique_event_snapshot_id_event_id_scope_segment_id_idx" ON "technique_event"("snapshot_id", "event_id", "scope", "segment_id");

-- CreateTable
CREATE TABLE "log_source_reading" (
    "snapshot_id" INTEGER NOT NULL,
    "strategy_id" TEXT NOT NULL,
    "analytic_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "segments" INTEGER[],

    CONSTRAINT "log_source_reading_pkey" PRIMARY KEY ("snapshot_id","strategy_id","analytic_id","position","event_id")
) PARTITION BY LIST ("snapshot_id");
