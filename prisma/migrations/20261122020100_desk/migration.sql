-- CreateEnum
CREATE TYPE "DeskPresence" AS ENUM ('online', 'away');

-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN "replyTo" BYTEA, ADD COLUMN "readSeq" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Handoff"
  ADD COLUMN "claimedById" TEXT,
  ADD COLUMN "claimedAt" TIMESTAMPTZ(3),
  ADD COLUMN "personAt" TIMESTAMPTZ(3),
  ADD COLUMN "firstAnswerAt" TIMESTAMPTZ(3),
  ADD COLUMN "nobodyAt" TIMESTAMPTZ(3),
  ADD COLUMN "phone" BYTEA,
  ADD COLUMN "back" JSONB,
  ADD COLUMN "closeReason" TEXT;

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN "origin" TEXT;

-- CreateTable
CREATE TABLE "Digimaatje" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "presence" "DeskPresence" NOT NULL DEFAULT 'online',
    "capacity" INTEGER NOT NULL DEFAULT 5,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSignInAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Digimaatje_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandoffNote" (
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "byId" TEXT,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HandoffNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeskReminder" (
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "digimaatjeId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeskReminder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Digimaatje_lastSeenAt_idx" ON "Digimaatje"("lastSeenAt");

-- CreateIndex
CREATE INDEX "HandoffNote_conversationId_idx" ON "HandoffNote"("conversationId");

-- CreateIndex
CREATE INDEX "HandoffNote_byId_idx" ON "HandoffNote"("byId");

-- CreateIndex
CREATE INDEX "DeskReminder_conversationId_idx" ON "DeskReminder"("conversationId");

-- CreateIndex
CREATE INDEX "DeskReminder_digimaatjeId_dueAt_idx" ON "DeskReminder"("digimaatjeId", "dueAt");

-- CreateIndex
DROP INDEX "Handoff_conversationId_idx";
CREATE INDEX "Handoff_conversationId_createdAt_idx" ON "Handoff"("conversationId", "createdAt");

-- CreateIndex
CREATE INDEX "Handoff_claimedById_state_idx" ON "Handoff"("claimedById", "state");

-- CreateIndex
CREATE INDEX "Handoff_closedAt_idx" ON "Handoff"("closedAt");

-- CreateIndex
CREATE INDEX "AuditEvent_actor_at_idx" ON "AuditEvent"("actor", "at");

-- AddForeignKey
ALTER TABLE "Handoff" ADD CONSTRAINT "Handoff_claimedById_fkey" FOREIGN KEY ("claimedById") REFERENCES "Digimaatje"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoffNote" ADD CONSTRAINT "HandoffNote_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoffNote" ADD CONSTRAINT "HandoffNote_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Digimaatje"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeskReminder" ADD CONSTRAINT "DeskReminder_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeskReminder" ADD CONSTRAINT "DeskReminder_digimaatjeId_fkey" FOREIGN KEY ("digimaatjeId") REFERENCES "Digimaatje"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------

-- A person waits for, or talks with, a digimaatje at most once.
DROP INDEX "Handoff_open_key";
CREATE UNIQUE INDEX "Handoff_open_key" ON "Handoff"("conversationId") WHERE "state" IN ('waiting', 'human');

-- Months of the audit log go as a whole, when their own term is over; nothing else can be removed. `definer`: the production role may not drop tables.
CREATE FUNCTION audit_drop_months(before_day date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  month record;
  dropped int := 0;
BEGIN
  -- Five years is the least (NEN 7513), whatever is asked.
  IF before_day > current_date - interval '5 years' THEN
    RAISE EXCEPTION 'the audit log is kept for 5 years' USING ERRCODE = 'restrict_violation';
  END IF;
  FOR month IN
    SELECT child.relname AS name, space.nspname AS schema FROM pg_inherits
    JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent JOIN pg_namespace space ON space.oid = child.relnamespace
    WHERE parent.relname = 'AuditEvent' AND child.relname ~ '^AuditEvent_\d{4}_\d{2}$'
      AND (to_date(right(child.relname, 7), 'YYYY_MM') + interval '1 month')::date <= before_day
  LOOP
    EXECUTE format('DROP TABLE %I.%I', month.schema, month.name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
REVOKE ALL ON FUNCTION audit_drop_months(date) FROM PUBLIC;
