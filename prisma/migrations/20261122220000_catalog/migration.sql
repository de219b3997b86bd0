-- The catalog as prisma/schema.prisma describes it. Rows that belong to a snapshot are partitioned by it: a partition is filled before
-- it is attached (so its indexes are built at once), and an old snapshot goes by dropping its partitions.
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "attack_version" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bundled" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attack_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tactic" (
    "attack_version_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "shortname" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "tactic_pkey" PRIMARY KEY ("attack_version_id","id")
);

-- CreateTable
CREATE TABLE "technique" (
    "attack_version_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "parent_id" TEXT,
    "tactic_ids" TEXT[],
    "platforms" TEXT[],
    "revoked" BOOLEAN NOT NULL,
    "deprecated" BOOLEAN NOT NULL,
    "revoked_by_id" TEXT,
    "url" TEXT NOT NULL,

    CONSTRAINT "technique_pkey" PRIMARY KEY ("attack_version_id","id")
);

-- CreateTable
CREATE TABLE "detection_strategy" (
    "attack_version_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "technique_ids" TEXT[],

    CONSTRAINT "detection_strategy_pkey" PRIMARY KEY ("attack_version_id","id")
);

-- CreateTable
CREATE TABLE "analytic" (
    "attack_version_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "strategy_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "platforms" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "analytic_pkey" PRIMARY KEY ("attack_version_id","id")
);

-- CreateTable
CREATE TABLE "analytic_log_source" (
    "attack_version_id" INTEGER NOT NULL,
    "analytic_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "data_component_id" TEXT,
    "event_ids" TEXT[],

    CONSTRAINT "analytic_log_source_pkey" PRIMARY KEY ("attack_version_id","analytic_id","position")
);

-- CreateTable
CREATE TABLE "mutable_element" (
    "attack_version_id" INTEGER NOT NULL,
    "analytic_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,

    CONSTRAINT "mutable_element_pkey" PRIMARY KEY ("attack_version_id","analytic_id","position")
);

-- CreateTable
CREATE TABLE "data_component" (
    "attack_version_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,

    CONSTRAINT "data_component_pkey" PRIMARY KEY ("attack_version_id","id")
);

-- CreateTable
CREATE TABLE "data_component_event" (
    "attack_version_id" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "data_component_id" TEXT NOT NULL,

    CONSTRAINT "data_component_event_pkey" PRIMARY KEY ("attack_version_id","event_id","data_component_id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "vendors" TEXT[],
    "repository" TEXT,
    "commit" TEXT,
    "commit_date" DATE,
    "licence" TEXT NOT NULL,
    "attribution" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_file" (
    "id" BIGINT NOT NULL,
    "source_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "pipeline" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "problem" JSONB,

    CONSTRAINT "rule_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule" (
    "id" BIGINT NOT NULL,
    "file_id" BIGINT NOT NULL,
    "source_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "family_id" BIGINT NOT NULL,
    "own_id" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "authors" TEXT[],
    "created" DATE,
    "modified" DATE,
    "level" TEXT,
    "status" TEXT,
    "version" TEXT,
    "licence" TEXT,
    "references" TEXT[],
    "false_positives" TEXT[],
    "tags" TEXT[],
    "technique_tags" TEXT[],
    "platforms" TEXT[],
    "log_source" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "query_text" TEXT NOT NULL,
    "query_offset" INTEGER,
    "window" TEXT,
    "new_terms" JSONB,
    "event_ids" TEXT[],
    "diagnostics" JSONB NOT NULL,
    "tree" JSONB NOT NULL,
    "exclusions" JSONB NOT NULL,

    CONSTRAINT "rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "predicate" (
    "rule_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "indicator_id" BIGINT NOT NULL,
    "field" TEXT,
    "operator" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "polarity" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "case_sensitive" BOOLEAN NOT NULL,
    "groups" TEXT[],
    "raw_field" TEXT,
    "raw_resolved" TEXT,
    "raw_operator" TEXT NOT NULL,
    "raw_value" TEXT NOT NULL,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "mapped" BOOLEAN NOT NULL,
    "rewrites" TEXT[],
    "group_by" TEXT[],

    CONSTRAINT "predicate_pkey" PRIMARY KEY ("rule_id","position")
);

-- CreateTable
CREATE TABLE "indicator" (
    "id" BIGINT NOT NULL,
    "field" TEXT,
    "operator" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "case_sensitive" BOOLEAN NOT NULL,
    "lane" TEXT NOT NULL,

    CONSTRAINT "indicator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clause" (
    "id" BIGINT NOT NULL,
    "size" INTEGER NOT NULL,
    "parts" JSONB NOT NULL,
    "exceptions" JSONB NOT NULL,
    "shape" BIGINT NOT NULL,

    CONSTRAINT "clause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clause_indicator" (
    "clause_id" BIGINT NOT NULL,
    "indicator_id" BIGINT NOT NULL,
    "exception" BOOLEAN NOT NULL,

    CONSTRAINT "clause_indicator_pkey" PRIMARY KEY ("clause_id","indicator_id","exception")
);

-- CreateTable
CREATE TABLE "rule_clause" (
    "rule_id" BIGINT NOT NULL,
    "clause_id" BIGINT NOT NULL,
    "polarity" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "alone" BOOLEAN NOT NULL,

    CONSTRAINT "rule_clause_pkey" PRIMARY KEY ("rule_id","clause_id","polarity")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" SERIAL NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pipeline" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "predicates" INTEGER NOT NULL,
    "fielded" INTEGER NOT NULL,
    "mapped" INTEGER NOT NULL,
    "stage_seconds" JSONB NOT NULL,
    "attack_version_id" INTEGER NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot_attack" (
    "snapshot_id" INTEGER NOT NULL,
    "attack_version_id" INTEGER NOT NULL,

    CONSTRAINT "snapshot_attack_pkey" PRIMARY KEY ("snapshot_id","attack_version_id")
);

-- CreateTable
CREATE TABLE "snapshot_file" (
    "snapshot_id" INTEGER NOT NULL,
    "file_id" BIGINT NOT NULL,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "snapshot_file_pkey" PRIMARY KEY ("snapshot_id","file_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "segment" (
    "snapshot_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "vendor" TEXT NOT NULL,
    "platforms" TEXT[],

    CONSTRAINT "segment_pkey" PRIMARY KEY ("snapshot_id","id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "snapshot_rule" (
    "snapshot_id" INTEGER NOT NULL,
    "rule_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "family_id" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "level" TEXT,
    "status" TEXT,
    "changed" DATE,
    "event_ids" TEXT[],

    CONSTRAINT "snapshot_rule_pkey" PRIMARY KEY ("snapshot_id","rule_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "snapshot_tag" (
    "snapshot_id" INTEGER NOT NULL,
    "rule_id" BIGINT NOT NULL,
    "tagged" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "technique_id" TEXT,
    "status" TEXT NOT NULL,

    CONSTRAINT "snapshot_tag_pkey" PRIMARY KEY ("snapshot_id","rule_id","tagged","author_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "technique_rule" (
    "snapshot_id" INTEGER NOT NULL,
    "technique_id" TEXT NOT NULL,
    "rule_id" BIGINT NOT NULL,
    "own" BOOLEAN NOT NULL,

    CONSTRAINT "technique_rule_pkey" PRIMARY KEY ("snapshot_id","technique_id","rule_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "technique_total" (
    "snapshot_id" INTEGER NOT NULL,
    "technique_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "complete" INTEGER NOT NULL,
    "partial" INTEGER NOT NULL,
    "unsupported" INTEGER NOT NULL,

    CONSTRAINT "technique_total_pkey" PRIMARY KEY ("snapshot_id","technique_id","scope","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "clause_reach" (
    "snapshot_id" INTEGER NOT NULL,
    "clause_id" BIGINT NOT NULL,
    "polarity" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "by_vendor" JSONB NOT NULL,
    "fold_id" BIGINT NOT NULL,

    CONSTRAINT "clause_reach_pkey" PRIMARY KEY ("snapshot_id","clause_id","polarity")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "technique_clause" (
    "snapshot_id" INTEGER NOT NULL,
    "technique_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "polarity" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "fold_id" BIGINT NOT NULL,
    "values" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "reach" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "technique_clause_pkey" PRIMARY KEY ("snapshot_id","technique_id","scope","polarity","lane","fold_id","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "technique_field" (
    "snapshot_id" INTEGER NOT NULL,
    "technique_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "mapped" BOOLEAN NOT NULL,
    "operators" JSONB NOT NULL,
    "samples" TEXT[],

    CONSTRAINT "technique_field_pkey" PRIMARY KEY ("snapshot_id","technique_id","scope","lane","field","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "technique_event" (
    "snapshot_id" INTEGER NOT NULL,
    "technique_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,

    CONSTRAINT "technique_event_pkey" PRIMARY KEY ("snapshot_id","technique_id","scope","event_id","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "technique_threshold" (
    "snapshot_id" INTEGER NOT NULL,
    "technique_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "aggregate" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "group_by" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "rules" INTEGER NOT NULL,

    CONSTRAINT "technique_threshold_pkey" PRIMARY KEY ("snapshot_id","technique_id","scope","aggregate","operator","value","group_by","window","segment_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "event_reach" (
    "snapshot_id" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "by_vendor" JSONB NOT NULL,

    CONSTRAINT "event_reach_pkey" PRIMARY KEY ("snapshot_id","event_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "source_ledger" (
    "snapshot_id" INTEGER NOT NULL,
    "source_id" TEXT NOT NULL,
    "files" INTEGER NOT NULL,
    "discovered" INTEGER NOT NULL,
    "complete" INTEGER NOT NULL,
    "partial" INTEGER NOT NULL,
    "unsupported" INTEGER NOT NULL,
    "invalid" INTEGER NOT NULL,
    "predicates" INTEGER NOT NULL,
    "fielded" INTEGER NOT NULL,
    "mapped" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "source_ledger_pkey" PRIMARY KEY ("snapshot_id","source_id")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "ledger_line" (
    "snapshot_id" INTEGER NOT NULL,
    "source_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "ledger_line_pkey" PRIMARY KEY ("snapshot_id","source_id","path","ordinal")
) PARTITION BY LIST ("snapshot_id");

-- CreateIndex
CREATE UNIQUE INDEX "attack_version_hash_key" ON "attack_version"("hash");

-- CreateIndex
CREATE INDEX "attack_version_domain_version_idx" ON "attack_version"("domain", "version");

-- CreateIndex
CREATE INDEX "technique_attack_version_id_parent_id_idx" ON "technique"("attack_version_id", "parent_id");

-- CreateIndex
CREATE INDEX "detection_strategy_technique_ids_idx" ON "detection_strategy" USING GIN ("technique_ids");

-- CreateIndex
CREATE INDEX "analytic_attack_version_id_strategy_id_idx" ON "analytic"("attack_version_id", "strategy_id");

-- CreateIndex
CREATE INDEX "analytic_log_source_event_ids_idx" ON "analytic_log_source" USING GIN ("event_ids");

-- CreateIndex
CREATE INDEX "rule_file_id_idx" ON "rule"("file_id");

-- CreateIndex
CREATE INDEX "indicator_field_idx" ON "indicator"("field");

-- CreateIndex
CREATE INDEX "clause_indicator_indicator_id_idx" ON "clause_indicator"("indicator_id");

-- CreateIndex
CREATE INDEX "rule_clause_clause_id_polarity_idx" ON "rule_clause"("clause_id", "polarity");

-- CreateIndex
CREATE INDEX "snapshot_rule_snapshot_id_family_id_idx" ON "snapshot_rule"("snapshot_id", "family_id");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_rule_snapshot_id_key_key" ON "snapshot_rule"("snapshot_id", "key");

-- CreateIndex
CREATE INDEX "technique_rule_snapshot_id_rule_id_idx" ON "technique_rule"("snapshot_id", "rule_id");

-- CreateIndex
CREATE INDEX "clause_reach_snapshot_id_fold_id_polarity_idx" ON "clause_reach"("snapshot_id", "fold_id", "polarity");

-- CreateIndex
CREATE INDEX "technique_clause_snapshot_id_fold_id_idx" ON "technique_clause"("snapshot_id", "fold_id");

-- AddForeignKey
ALTER TABLE "tactic" ADD CONSTRAINT "tactic_attack_version_id_fkey" FOREIGN KEY ("attack_version_id") REFERENCES "attack_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "technique" ADD CONSTRAINT "technique_attack_version_id_fkey" FOREIGN KEY ("attack_version_id") REFERENCES "attack_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "detection_strategy" ADD CONSTRAINT "detection_strategy_attack_version_id_fkey" FOREIGN KEY ("attack_version_id") REFERENCES "attack_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytic" ADD CONSTRAINT "analytic_attack_version_id_fkey" FOREIGN KEY ("attack_version_id") REFERENCES "attack_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytic_log_source" ADD CONSTRAINT "analytic_log_source_attack_version_id_analytic_id_fkey" FOREIGN KEY ("attack_version_id", "analytic_id") REFERENCES "analytic"("attack_version_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutable_element" ADD CONSTRAINT "mutable_element_attack_version_id_analytic_id_fkey" FOREIGN KEY ("attack_version_id", "analytic_id") REFERENCES "analytic"("attack_version_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_component" ADD CONSTRAINT "data_component_attack_version_id_fkey" FOREIGN KEY ("attack_version_id") REFERENCES "attack_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- One snapshot is current.
CREATE UNIQUE INDEX "snapshot_current" ON "snapshot"("status") WHERE "status" = 'current';
