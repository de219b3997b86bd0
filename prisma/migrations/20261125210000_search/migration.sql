-- What the search looks through: words of rules, words that may have been meant, and values with their place in each order.
-- Partitioned by snapshot like every statistic, so that an index is built once, over rows that are there already.

-- CreateTable
CREATE TABLE "rule_text" (
    "snapshot_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "rule_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "own_id" TEXT,
    "title_words" tsvector NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "rule_text_pkey" PRIMARY KEY ("snapshot_id","number")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "search_word" (
    "snapshot_id" INTEGER NOT NULL,
    "word" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("snapshot_id","word")
) PARTITION BY LIST ("snapshot_id");

-- CreateTable
CREATE TABLE "indicator_text" (
    "snapshot_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "indicator_id" BIGINT NOT NULL,
    "field" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "families" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "alone" BOOLEAN NOT NULL,
    "families_place" INTEGER NOT NULL,
    "value_rank" INTEGER NOT NULL,

    CONSTRAINT "indicator_text_pkey" PRIMARY KEY ("snapshot_id","place")
) PARTITION BY LIST ("snapshot_id");

-- CreateIndex
CREATE INDEX "indicator_text_snapshot_id_indicator_id_idx" ON "indicator_text"("snapshot_id", "indicator_id");

-- CreateIndex
CREATE INDEX "indicator_text_snapshot_id_lane_operator_place_idx" ON "indicator_text"("snapshot_id", "lane", "operator", "place");

-- CreateIndex
CREATE INDEX "indicator_text_snapshot_id_lane_families_place_idx" ON "indicator_text"("snapshot_id", "lane", "families_place");

-- CreateIndex
CREATE INDEX "indicator_text_snapshot_id_lane_place_idx" ON "indicator_text"("snapshot_id", "lane", "place");

-- CreateIndex
CREATE INDEX "indicator_text_snapshot_id_lane_value_rank_place_idx" ON "indicator_text"("snapshot_id", "lane", "value_rank", "place");

-- CreateIndex
CREATE INDEX "indicator_text_snapshot_id_field_lane_score_place_idx" ON "indicator_text"("snapshot_id", "field", "lane", "score" DESC, "place");

-- Words without weights or places are found by this index alone. Titles may be longer than a btree takes: their whole goes by its hash.
CREATE INDEX "rule_text_words" ON "rule_text" USING gin ("words");
CREATE INDEX "rule_text_title_part" ON "rule_text" USING gin ("title" gin_trgm_ops);
CREATE INDEX "rule_text_title_whole" ON "rule_text" USING hash ("title");
CREATE INDEX "rule_text_own_id" ON "rule_text" USING hash ("own_id");
CREATE INDEX "search_word_near" ON "search_word" USING gin ("word" gin_trgm_ops);
CREATE INDEX "indicator_text_part" ON "indicator_text" USING gin ("text" gin_trgm_ops);

-- With the technique in it, the index alone counts the techniques of an event.
-- DropIndex
DROP INDEX "technique_event_snapshot_id_event_id_scope_segment_id_idx";

-- CreateIndex
CREATE INDEX "technique_event_snapshot_id_event_id_scope_segment_id_techn_idx" ON "technique_event"("snapshot_id", "event_id", "scope", "segment_id", "technique_id");
