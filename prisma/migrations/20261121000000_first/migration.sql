-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('web');

-- CreateEnum
CREATE TYPE "Owner" AS ENUM ('bot', 'human');

-- CreateEnum
CREATE TYPE "Author" AS ENUM ('person', 'bot', 'human');

-- CreateEnum
CREATE TYPE "Route" AS ENUM ('A');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('client', 'representative');

-- CreateEnum
CREATE TYPE "Manager" AS ENUM ('client', 'representative');

-- CreateEnum
CREATE TYPE "HandoffState" AS ENUM ('waiting', 'cancelled', 'closed');

-- CreateEnum
CREATE TYPE "CodeKind" AS ENUM ('activatiecode', 'koppelcode');

-- CreateEnum
CREATE TYPE "CodeStatus" AS ENUM ('active', 'used', 'cancelled');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('pending', 'match', 'expired', 'used', 'miss', 'codeClosed', 'closed');

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "auditSubject" UUID NOT NULL DEFAULT gen_random_uuid(),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChannelIdentity" (
    "id" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "addressHash" BYTEA NOT NULL,
    "personId" UUID,
    "conversationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChannelIdentity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" "Owner" NOT NULL DEFAULT 'bot',
    "state" JSONB NOT NULL,
    "journeyId" UUID,
    "flagReason" TEXT,
    "flaggedAt" TIMESTAMPTZ(3),
    "checkReopenedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastMessageAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Journey" (
    "id" UUID NOT NULL,
    "conversationId" UUID,
    "route" "Route",
    "role" "Role",
    "manager" "Manager",
    "step" TEXT NOT NULL,
    "stuck" INTEGER NOT NULL DEFAULT 0,
    "stuckBy" JSONB NOT NULL DEFAULT '{}',
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "lastMoveAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Journey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StepProgress" (
    "journeyId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "finishedBy" "Author",
    "troubles" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "StepProgress_pkey" PRIMARY KEY ("journeyId","step")
);

-- CreateTable
CREATE TABLE "Message" (
    "conversationId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "author" "Author" NOT NULL,
    "activity" JSONB NOT NULL,
    "sealed" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("conversationId","seq")
);

-- CreateTable
CREATE TABLE "Inbound" (
    "conversationId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "externalId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Inbound_pkey" PRIMARY KEY ("conversationId","channel","externalId")
);

-- CreateTable
CREATE TABLE "Handoff" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "conversationId" UUID NOT NULL,
    "state" "HandoffState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT NOT NULL,
    "step" TEXT,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Handoff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivationCode" (
    "referentie" TEXT NOT NULL,
    "kind" "CodeKind" NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "pairHash" BYTEA NOT NULL,
    "issuedOn" DATE NOT NULL,
    "expiresOn" DATE NOT NULL,
    "status" "CodeStatus" NOT NULL DEFAULT 'active',
    "clientRefHash" BYTEA,
    "importId" UUID NOT NULL,
    "reopenedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActivationCode_pkey" PRIMARY KEY ("referentie")
);

-- CreateTable
CREATE TABLE "CodeImport" (
    "id" UUID NOT NULL,
    "fileHash" BYTEA NOT NULL,
    "added" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CodeImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CodeAttempt" (
    "id" BIGSERIAL NOT NULL,
    "inboundKey" TEXT NOT NULL,
    "conversationId" UUID NOT NULL,
    "identityHash" BYTEA NOT NULL,
    "addressHash" BYTEA NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "outcome" "AttemptOutcome" NOT NULL DEFAULT 'pending',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CodeAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "subject" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateIndex
CREATE UNIQUE INDEX "Person_auditSubject_key" ON "Person"("auditSubject");

-- CreateIndex
CREATE INDEX "ChannelIdentity_personId_idx" ON "ChannelIdentity"("personId");

-- CreateIndex
CREATE INDEX "ChannelIdentity_conversationId_idx" ON "ChannelIdentity"("conversationId");

-- CreateIndex
CREATE INDEX "ChannelIdentity_expiresAt_idx" ON "ChannelIdentity"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "ChannelIdentity_channel_addressHash_key" ON "ChannelIdentity"("channel", "addressHash");

-- CreateIndex
CREATE INDEX "Conversation_personId_idx" ON "Conversation"("personId");

-- CreateIndex
CREATE INDEX "Conversation_flaggedAt_idx" ON "Conversation"("flaggedAt");

-- CreateIndex
CREATE INDEX "Journey_conversationId_idx" ON "Journey"("conversationId");

-- CreateIndex
CREATE INDEX "Message_createdAt_idx" ON "Message"("createdAt");

-- CreateIndex
CREATE INDEX "Inbound_createdAt_idx" ON "Inbound"("createdAt");

-- CreateIndex
CREATE INDEX "Handoff_conversationId_idx" ON "Handoff"("conversationId");

-- CreateIndex
CREATE INDEX "Handoff_state_createdAt_idx" ON "Handoff"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ActivationCode_codeHash_key" ON "ActivationCode"("codeHash");

-- CreateIndex
CREATE INDEX "ActivationCode_importId_idx" ON "ActivationCode"("importId");

-- CreateIndex
CREATE INDEX "ActivationCode_expiresOn_idx" ON "ActivationCode"("expiresOn");

-- CreateIndex
CREATE INDEX "CodeImport_createdAt_idx" ON "CodeImport"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CodeAttempt_inboundKey_key" ON "CodeAttempt"("inboundKey");

-- CreateIndex
CREATE INDEX "CodeAttempt_conversationId_createdAt_idx" ON "CodeAttempt"("conversationId", "createdAt");

-- CreateIndex
CREATE INDEX "CodeAttempt_identityHash_createdAt_idx" ON "CodeAttempt"("identityHash", "createdAt");

-- CreateIndex
CREATE INDEX "CodeAttempt_addressHash_createdAt_idx" ON "CodeAttempt"("addressHash", "createdAt");

-- CreateIndex
CREATE INDEX "CodeAttempt_codeHash_createdAt_idx" ON "CodeAttempt"("codeHash", "createdAt");

-- CreateIndex
CREATE INDEX "CodeAttempt_createdAt_idx" ON "CodeAttempt"("createdAt");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE INDEX "AuditEvent_subject_at_idx" ON "AuditEvent"("subject", "at");

-- AddForeignKey
ALTER TABLE "ChannelIdentity" ADD CONSTRAINT "ChannelIdentity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChannelIdentity" ADD CONSTRAINT "ChannelIdentity_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journey" ADD CONSTRAINT "Journey_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StepProgress" ADD CONSTRAINT "StepProgress_journeyId_fkey" FOREIGN KEY ("journeyId") REFERENCES "Journey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inbound" ADD CONSTRAINT "Inbound_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Handoff" ADD CONSTRAINT "Handoff_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivationCode" ADD CONSTRAINT "ActivationCode_importId_fkey" FOREIGN KEY ("importId") REFERENCES "CodeImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------

-- A person waits for a digimaatje at most once.
CREATE UNIQUE INDEX "Handoff_open_key" ON "Handoff"("conversationId") WHERE "state" = 'waiting';

-- Rows that every turn updates: room on the page keeps those updates away from the indexes (HOT).
ALTER TABLE "Conversation" SET (fillfactor = 70);
ALTER TABLE "Journey" SET (fillfactor = 70);
ALTER TABLE "StepProgress" SET (fillfactor = 80);

-- Sealed read-backs are few and short-lived, the sweep that wipes them must not read every message.
CREATE INDEX "Message_sealed_idx" ON "Message"("createdAt") WHERE "sealed" IS NOT NULL;

-- The global limit counts the misses of the last hour, which are few among the attempts.
CREATE INDEX "CodeAttempt_misses_idx" ON "CodeAttempt"("createdAt") WHERE "outcome" IN ('pending', 'miss', 'codeClosed');

-- The audit log is append only. Months are made ahead and dropped when their term is over.
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'AuditEvent is append only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION audit_make_months(from_day date, how_many int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', from_day)::date;
  name text;
BEGIN
  FOR i IN 0..how_many - 1 LOOP
    name := 'AuditEvent_' || to_char(first + make_interval(months => i), 'YYYY_MM');
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF "AuditEvent" FOR VALUES FROM (%L) TO (%L)', name,
      (first + make_interval(months => i))::date, (first + make_interval(months => i + 1))::date);
  END LOOP;
END $$;
SELECT audit_make_months(current_date, 13);
