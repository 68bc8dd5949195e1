-- CreateEnum
CREATE TYPE "NoticeWay" AS ENUM ('mail', 'webhook');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('due', 'sending', 'sent', 'givenUp');

-- CreateTable
CREATE TABLE "Notice" (
    "handoffId" UUID NOT NULL,
    "way" "NoticeWay" NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "state" "NoticeState" NOT NULL DEFAULT 'due',
    "batch" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("handoffId","way","urgent")
);

-- CreateIndex
CREATE INDEX "Notice_state_way_urgent_dueAt_idx" ON "Notice"("state", "way", "urgent", "dueAt");

-- CreateIndex
CREATE INDEX "Notice_batch_idx" ON "Notice"("batch");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_handoffId_fkey" FOREIGN KEY ("handoffId") REFERENCES "Handoff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------

-- Months of the audit log are made ahead, also by a role that may create nothing (`definer`; docs/deploy.md). A statement trigger is not
-- inherited by partitions: each gets its own, so that none can be emptied by its own name either.
CREATE OR REPLACE FUNCTION audit_make_months(from_day date, how_many int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', from_day)::date;
  month text;
BEGIN
  FOR i IN 0..how_many - 1 LOOP
    month := 'AuditEvent_' || to_char(first + make_interval(months => i), 'YYYY_MM');
    CONTINUE WHEN to_regclass(format('%I', month)) IS NOT NULL;
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF "AuditEvent" FOR VALUES FROM (%L) TO (%L)', month,
      (first + make_interval(months => i))::date, (first + make_interval(months => i + 1))::date);
    EXECUTE format('CREATE OR REPLACE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()', month);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION audit_make_months(date, int) FROM PUBLIC;

DO $$
DECLARE
  month regclass;
BEGIN
  FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = '"AuditEvent"'::regclass LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()', month);
  END LOOP;
END $$;
