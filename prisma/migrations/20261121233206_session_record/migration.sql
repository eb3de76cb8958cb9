-- CreateTable
CREATE TABLE "SessionAdmission" (
    "sessionId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("sessionId", "memberId"),
    CONSTRAINT "SessionAdmission_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionAdmission_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionAdmission_state" CHECK ("state" IN ('asked', 'declined', 'removed'))
);

-- CreateTable
CREATE TABLE "RoomMessageVersion" (
    "messageId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "writtenAt" DATETIME NOT NULL,

    PRIMARY KEY ("messageId", "number"),
    CONSTRAINT "RoomMessageVersion_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "RoomMessage" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RoomMessageReaction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "messageId" TEXT NOT NULL,
    "memberId" TEXT,
    "kind" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "RoomMessageReaction_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "RoomMessage" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RoomMessageReaction_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "RoomMessageReaction_kind" CHECK ("kind" IN ('agree', 'same-here', 'thanks', 'question'))
);

-- CreateTable
CREATE TABLE "RoomMessageMention" (
    "messageId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,

    PRIMARY KEY ("messageId", "memberId"),
    CONSTRAINT "RoomMessageMention_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "RoomMessage" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RoomMessageMention_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionNote" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "htmlVersion" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "state" BLOB NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "SessionNote_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionNoteVersion" (
    "noteId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "authorId" TEXT,
    "pseudonymId" TEXT,
    "clientId" TEXT,

    PRIMARY KEY ("noteId", "version"),
    CONSTRAINT "SessionNoteVersion_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "SessionNote" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionNoteVersion_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SessionNoteVersion_pseudonymId_fkey" FOREIGN KEY ("pseudonymId") REFERENCES "SessionPseudonym" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionAction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "withWhom" TEXT NOT NULL DEFAULT '',
    "ownerId" TEXT,
    "ownerPseudonymId" TEXT,
    "dueDate" TEXT NOT NULL DEFAULT '',
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "result" TEXT NOT NULL DEFAULT '',
    "resultHtml" TEXT NOT NULL DEFAULT '',
    "closedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "remindedOn" TEXT,
    CONSTRAINT "SessionAction_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionAction_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SessionAction_ownerPseudonymId_fkey" FOREIGN KEY ("ownerPseudonymId") REFERENCES "SessionPseudonym" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SessionAction_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SessionAction_state" CHECK ("state" IN ('open', 'done', 'dropped'))
);

-- CreateTable
CREATE TABLE "SessionFeedback" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "memberId" TEXT,
    "useful" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "SessionFeedback_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionFeedback_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SessionFeedback_useful" CHECK ("useful" IN ('yes', 'partly', 'no'))
);

-- Columns are added and no table is rewritten, so CHECKs, indexes and rows stay as they are.
ALTER TABLE "PeerSession" ADD COLUMN "cancelledAt" DATETIME;
ALTER TABLE "PeerSession" ADD COLUMN "cancelReason" TEXT NOT NULL DEFAULT '';
ALTER TABLE "PeerSession" ADD COLUMN "admission" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "PeerSession" ADD COLUMN "slowModeSeconds" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "PeerSession" ADD COLUMN "followedUpAfter" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "SessionParticipant" ADD COLUMN "mutedAt" DATETIME;
ALTER TABLE "SessionParticipant" ADD COLUMN "readUntil" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "RoomMessage" ADD COLUMN "replyToId" TEXT REFERENCES "RoomMessage" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "RoomMessage" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "RoomMessage" ADD COLUMN "editedAt" DATETIME;
ALTER TABLE "RoomMessage" ADD COLUMN "removedAt" DATETIME;
ALTER TABLE "RoomMessage" ADD COLUMN "removedBy" TEXT CONSTRAINT "RoomMessage_removedBy" CHECK ("removedBy" IN ('author', 'lead'));
ALTER TABLE "RoomMessage" ADD COLUMN "insightAt" DATETIME;
ALTER TABLE "RoomMessage" ADD COLUMN "pinnedAt" DATETIME;
ALTER TABLE "RoomMessage" ADD COLUMN "changedAt" DATETIME;
ALTER TABLE "Thread" ADD COLUMN "peerSessionId" TEXT REFERENCES "PeerSession" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Lesson" ADD COLUMN "sessionActionId" TEXT REFERENCES "SessionAction" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "RoomMessage_replyToId_idx" ON "RoomMessage"("replyToId");

-- CreateIndex
CREATE INDEX "RoomMessage_sessionId_changedAt_idx" ON "RoomMessage"("sessionId", "changedAt");

-- CreateIndex
CREATE INDEX "Thread_peerSessionId_idx" ON "Thread"("peerSessionId");

-- CreateIndex
CREATE INDEX "Lesson_sessionActionId_idx" ON "Lesson"("sessionActionId");

-- CreateIndex
CREATE UNIQUE INDEX "RoomMessageReaction_messageId_memberId_kind_key" ON "RoomMessageReaction"("messageId", "memberId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "SessionNote_sessionId_section_key" ON "SessionNote"("sessionId", "section");

-- CreateIndex
CREATE UNIQUE INDEX "SessionNoteVersion_authorId_clientId_key" ON "SessionNoteVersion"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "SessionAction_sessionId_createdAt_idx" ON "SessionAction"("sessionId", "createdAt");

-- CreateIndex
CREATE INDEX "SessionAction_ownerId_idx" ON "SessionAction"("ownerId");

-- CreateIndex
CREATE INDEX "SessionAction_dueDate_idx" ON "SessionAction"("dueDate");

-- CreateIndex
CREATE UNIQUE INDEX "SessionAction_createdById_clientId_key" ON "SessionAction"("createdById", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "SessionFeedback_sessionId_memberId_key" ON "SessionFeedback"("sessionId", "memberId");
