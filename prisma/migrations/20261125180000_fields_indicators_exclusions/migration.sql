-- Fields, indicators and exclusions over the whole catalog: which rules test a field, how far values and exclusions reach, and the
-- indexes that find a value by any part of it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "field_rule" (
    "snapshot_id" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "rule_id" BIGINT NOT NULL,
    "operators" TEXT[],
    "names" TEXT[],
    "mapped" BOOLEAN NOT NULL,

    CONSTRAINT "field_rule_pkey" PRIMARY KEY ("snapshot_id","field","lane","rule_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "field_reach" (
    "snapshot_id" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "mapped" BOOLEAN NOT NULL,
    "operators" JSONB NOT NULL,
    "by_vendor" JSONB NOT NULL,

    CONSTRAINT "field_reach_pkey" PRIMARY KEY ("snapshot_id","field","lane","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "field_name" (
    "snapshot_id" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,

    CONSTRAINT "field_name_pkey" PRIMARY KEY ("snapshot_id","field","lane","language","name","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "indicator_reach" (
    "snapshot_id" INTEGER NOT NULL,
    "indicator_id" BIGINT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "alone" BOOLEAN NOT NULL,

    CONSTRAINT "indicator_reach_pkey" PRIMARY KEY ("snapshot_id","indicator_id","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "exclusion_reach" (
    "snapshot_id" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "fold_id" BIGINT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "first" BOOLEAN NOT NULL,
    "lane" TEXT NOT NULL,
    "parts" INTEGER NOT NULL,
    "values" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,

    CONSTRAINT "exclusion_reach_pkey" PRIMARY KEY ("snapshot_id","field","fold_id","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateIndex
CREATE INDEX "field_reach_snapshot_id_lane_segment_id_idx" ON "field_reach"("snapshot_id", "lane", "segment_id");

-- CreateIndex
CREATE INDEX "indicator_reach_widest_idx" ON "indicator_reach"("snapshot_id", "segment_id", "lane", "rules" DESC, "families" DESC, "indicator_id");

-- CreateIndex
CREATE INDEX "indicator_reach_field_idx" ON "indicator_reach"("snapshot_id", "field", "lane", "segment_id", "score" DESC, "families" DESC, "indicator_id");

-- CreateIndex
CREATE INDEX "exclusion_reach_widest_idx" ON "exclusion_reach"("snapshot_id", "segment_id", "first", "rules" DESC, "families" DESC, "fold_id");

-- CreateIndex
CREATE INDEX "technique_field_snapshot_id_field_lane_idx" ON "technique_field"("snapshot_id", "field", "lane", "segment_id");

-- A value is looked for without case: as a whole (values may be longer than a btree takes), or by any part of three letters and more.
CREATE INDEX "indicator_value_whole" ON "indicator" USING hash (lower("value"));
CREATE INDEX "indicator_value_part" ON "indicator" USING gin (lower("value") gin_trgm_ops);
