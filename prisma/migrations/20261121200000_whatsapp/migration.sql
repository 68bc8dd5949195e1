-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('due', 'sending', 'unknown', 'unresolved', 'accepted', 'sent', 'delivered', 'read', 'failed', 'undelivered', 'cancelled', 'parked');
CREATE TYPE "LinkKind" AS ENUM ('check', 'toWeb', 'toWhatsApp');
CREATE TYPE "ReminderState" AS ENUM ('planned', 'sent', 'cancelled');

-- AlterEnum: a new value cannot be used in the transaction that adds it (the next migration does).
ALTER TYPE "Channel" ADD VALUE 'whatsapp';

-- AlterTable
ALTER TABLE "ChannelIdentity" ADD COLUMN "address" BYTEA,
ADD COLUMN "fromSeq" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "lastInboundAt" TIMESTAMPTZ(3),
ADD COLUMN "optedOutAt" TIMESTAMPTZ(3);

ALTER TABLE "Conversation" ADD COLUMN "deliveringBy" TEXT,
ADD COLUMN "deliveringUntil" TIMESTAMPTZ(3),
ADD COLUMN "deliveriesWaiting" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Delivery" (
    "id" BIGSERIAL NOT NULL,
    "conversationId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "author" "Author" NOT NULL,
    "channel" "Channel" NOT NULL,
    "addressHash" BYTEA NOT NULL,
    "template" TEXT,
    "payload" BYTEA,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'due',
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "providerId" TEXT,
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "OneTimeLink" (
    "tokenHash" BYTEA NOT NULL,
    "kind" "LinkKind" NOT NULL,
    "conversationId" UUID NOT NULL,
    "addressHash" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "usedByHash" BYTEA,

    CONSTRAINT "OneTimeLink_pkey" PRIMARY KEY ("tokenHash")
);

CREATE TABLE "ContentTemplate" (
    "key" TEXT NOT NULL,
    "sid" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentTemplate_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "Reminder" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "conversationId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "addressHash" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "ReminderState" NOT NULL DEFAULT 'planned',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Delivery_conversationId_id_idx" ON "Delivery"("conversationId", "id");
CREATE INDEX "OneTimeLink_conversationId_idx" ON "OneTimeLink"("conversationId");
CREATE INDEX "OneTimeLink_expiresAt_idx" ON "OneTimeLink"("expiresAt");
CREATE INDEX "Reminder_conversationId_idx" ON "Reminder"("conversationId");
CREATE INDEX "Reminder_state_dueAt_idx" ON "Reminder"("state", "dueAt");

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OneTimeLink" ADD CONSTRAINT "OneTimeLink_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------

-- The sweep looks for what is still to be sent, and must not read what was.
CREATE INDEX "Delivery_open_idx" ON "Delivery"("dueAt") WHERE "status" IN ('due', 'sending', 'unknown');

-- For the sweeps that wipe and remove old ones. Rows come in the order of time, and a range index costs a turn next to nothing.
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery" USING brin ("createdAt") WITH (autosummarize = on);
