-- CreateTable
CREATE TABLE "SessionPhaseRecord" (
    "sessionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,

    PRIMARY KEY ("sessionId", "number"),
    CONSTRAINT "SessionPhaseRecord_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionRsvp" (
    "sessionId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("sessionId", "memberId"),
    CONSTRAINT "SessionRsvp_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionRsvp_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionRsvp_answer" CHECK ("answer" IN ('yes', 'no'))
);

-- CreateTable
CREATE TABLE "SessionPseudonym" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "memberId" TEXT,
    "number" INTEGER NOT NULL,
    "stakeholderTypeSlug" TEXT,
    CONSTRAINT "SessionPseudonym_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionPseudonym_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "memberId" TEXT NOT NULL PRIMARY KEY,
    "secretHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "CalendarFeed_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_PeerSession" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "organizerId" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "purposeHtml" TEXT NOT NULL,
    "formatSlug" TEXT NOT NULL,
    "startsAt" DATETIME NOT NULL,
    "timeZone" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "openedAt" DATETIME,
    "endedAt" DATETIME,
    "summary" TEXT NOT NULL DEFAULT '',
    "summaryHtml" TEXT NOT NULL DEFAULT '',
    "lastMessageNumber" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "sharing" TEXT NOT NULL DEFAULT 'green',
    "chathamHouse" BOOLEAN NOT NULL DEFAULT false,
    "unlinkAfterDays" INTEGER NOT NULL DEFAULT 30,
    "unlinkedAt" DATETIME,
    "capacity" INTEGER,
    "agenda" TEXT NOT NULL DEFAULT '',
    "agendaHtml" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en',
    "formatState" TEXT NOT NULL DEFAULT '',
    "calendarSequence" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PeerSession_organizerId_fkey" FOREIGN KEY ("organizerId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PeerSession_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PeerSession_formatSlug_fkey" FOREIGN KEY ("formatSlug") REFERENCES "SessionFormat" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PeerSession_access" CHECK ("access" IN ('open', 'members', 'invited')),
    CONSTRAINT "PeerSession_sharing" CHECK ("sharing" IN ('clear', 'green', 'amber', 'red'))
);
INSERT INTO "new_PeerSession" ("access", "clientId", "contextId", "createdAt", "endedAt", "formatSlug", "id", "lastMessageNumber", "openedAt", "organizerId", "purpose", "purposeHtml", "startsAt", "summary", "summaryHtml", "timeZone", "title") SELECT "access", "clientId", "contextId", "createdAt", "endedAt", "formatSlug", "id", "lastMessageNumber", "openedAt", "organizerId", "purpose", "purposeHtml", "startsAt", "summary", "summaryHtml", "timeZone", "title" FROM "PeerSession";
DROP TABLE "PeerSession";
ALTER TABLE "new_PeerSession" RENAME TO "PeerSession";
CREATE UNIQUE INDEX "PeerSession_contextId_key" ON "PeerSession"("contextId");
CREATE INDEX "PeerSession_startsAt_id_idx" ON "PeerSession"("startsAt", "id");
CREATE UNIQUE INDEX "PeerSession_organizerId_clientId_key" ON "PeerSession"("organizerId", "clientId");
CREATE TABLE "new_RoomMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "authorId" TEXT,
    "pseudonymId" TEXT,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "heldAt" DATETIME,
    CONSTRAINT "RoomMessage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RoomMessage_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "RoomMessage_pseudonymId_fkey" FOREIGN KEY ("pseudonymId") REFERENCES "SessionPseudonym" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_RoomMessage" ("authorId", "body", "clientId", "createdAt", "heldAt", "html", "id", "number", "sessionId") SELECT "authorId", "body", "clientId", "createdAt", "heldAt", "html", "id", "number", "sessionId" FROM "RoomMessage";
DROP TABLE "RoomMessage";
ALTER TABLE "new_RoomMessage" RENAME TO "RoomMessage";
CREATE UNIQUE INDEX "RoomMessage_sessionId_number_key" ON "RoomMessage"("sessionId", "number");
CREATE UNIQUE INDEX "RoomMessage_authorId_clientId_key" ON "RoomMessage"("authorId", "clientId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "SessionPseudonym_sessionId_number_key" ON "SessionPseudonym"("sessionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "SessionPseudonym_sessionId_memberId_key" ON "SessionPseudonym"("sessionId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_secretHash_key" ON "CalendarFeed"("secretHash");

-- What guests could read was shared without a limit.
UPDATE "PeerSession" SET "sharing" = 'clear' WHERE "access" = 'open';
