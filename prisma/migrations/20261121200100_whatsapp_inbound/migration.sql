-- A WhatsApp message has one id in the whole world: whatever conversation its sender belongs to by now, it is taken once.
CREATE UNIQUE INDEX "Inbound_whatsapp_key" ON "Inbound"("externalId") WHERE "channel" = 'whatsapp';
