-- CreateTable
CREATE TABLE "Context" (
    "id" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "ContextCrisisType" (
    "contextId" TEXT NOT NULL,
    "crisisTypeSlug" TEXT NOT NULL,

    PRIMARY KEY ("contextId", "crisisTypeSlug"),
    CONSTRAINT "ContextCrisisType_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ContextCrisisType_crisisTypeSlug_fkey" FOREIGN KEY ("crisisTypeSlug") REFERENCES "CrisisType" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContextPhase" (
    "contextId" TEXT NOT NULL,
    "phaseSlug" TEXT NOT NULL,

    PRIMARY KEY ("contextId", "phaseSlug"),
    CONSTRAINT "ContextPhase_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ContextPhase_phaseSlug_fkey" FOREIGN KEY ("phaseSlug") REFERENCES "CrisisPhase" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContextCountry" (
    "contextId" TEXT NOT NULL,
    "country" TEXT NOT NULL,

    PRIMARY KEY ("contextId", "country"),
    CONSTRAINT "ContextCountry_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContextGuideline" (
    "contextId" TEXT NOT NULL,
    "guidelineNumber" INTEGER NOT NULL,

    PRIMARY KEY ("contextId", "guidelineNumber"),
    CONSTRAINT "ContextGuideline_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ContextGuideline_guidelineNumber_fkey" FOREIGN KEY ("guidelineNumber") REFERENCES "Guideline" ("number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContextSamplePractice" (
    "contextId" TEXT NOT NULL,
    "samplePracticeId" TEXT NOT NULL,

    PRIMARY KEY ("contextId", "samplePracticeId"),
    CONSTRAINT "ContextSamplePractice_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ContextSamplePractice_samplePracticeId_fkey" FOREIGN KEY ("samplePracticeId") REFERENCES "SamplePractice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContextPractice" (
    "contextId" TEXT NOT NULL,
    "practiceId" TEXT NOT NULL,

    PRIMARY KEY ("contextId", "practiceId"),
    CONSTRAINT "ContextPractice_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ContextPractice_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "toldAt" DATETIME
);

-- CreateTable
CREATE TABLE "Follow" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "memberId" TEXT NOT NULL,
    "crisisTypeSlug" TEXT,
    "phaseSlug" TEXT,
    "country" TEXT,
    "guidelineNumber" INTEGER,
    "practiceId" TEXT,
    "threadId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Follow_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Follow_crisisTypeSlug_fkey" FOREIGN KEY ("crisisTypeSlug") REFERENCES "CrisisType" ("slug") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Follow_phaseSlug_fkey" FOREIGN KEY ("phaseSlug") REFERENCES "CrisisPhase" ("slug") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Follow_guidelineNumber_fkey" FOREIGN KEY ("guidelineNumber") REFERENCES "Guideline" ("number") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Follow_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Follow_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Follow_one_target" CHECK (("crisisTypeSlug" IS NOT NULL) + ("phaseSlug" IS NOT NULL) + ("country" IS NOT NULL) + ("guidelineNumber" IS NOT NULL) + ("practiceId" IS NOT NULL) + ("threadId" IS NOT NULL) = 1)
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "memberId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "threadId" TEXT,
    "lessonId" TEXT,
    "sessionId" TEXT,
    "practiceId" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "count" INTEGER NOT NULL DEFAULT 1,
    "eventId" INTEGER NOT NULL,
    "postId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "raisedAt" DATETIME NOT NULL,
    "readAt" DATETIME,
    CONSTRAINT "Notification_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_one_subject" CHECK (("threadId" IS NOT NULL) + ("lessonId" IS NOT NULL) + ("sessionId" IS NOT NULL) + ("practiceId" IS NOT NULL) = 1)
);

-- CreateTable
CREATE TABLE "Guideline" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "thematicArea" TEXT NOT NULL,
    "phaseSlug" TEXT NOT NULL,
    "body" TEXT,
    "bodyHtml" TEXT,
    "samplePracticesAre" TEXT NOT NULL,
    "sourceUrl" TEXT,
    "editedAt" DATETIME,
    CONSTRAINT "Guideline_phaseSlug_fkey" FOREIGN KEY ("phaseSlug") REFERENCES "CrisisPhase" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SamplePractice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "guidelineNumber" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "editedAt" DATETIME,
    CONSTRAINT "SamplePractice_guidelineNumber_fkey" FOREIGN KEY ("guidelineNumber") REFERENCES "Guideline" ("number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lesson" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "peerSessionId" TEXT,
    "title" TEXT NOT NULL,
    "planned" TEXT NOT NULL DEFAULT '',
    "plannedHtml" TEXT NOT NULL DEFAULT '',
    "observation" TEXT NOT NULL DEFAULT '',
    "observationHtml" TEXT NOT NULL DEFAULT '',
    "discussion" TEXT NOT NULL DEFAULT '',
    "discussionHtml" TEXT NOT NULL DEFAULT '',
    "conclusion" TEXT NOT NULL DEFAULT '',
    "conclusionHtml" TEXT NOT NULL DEFAULT '',
    "recommendation" TEXT NOT NULL DEFAULT '',
    "recommendationHtml" TEXT NOT NULL DEFAULT '',
    "holdsWhen" TEXT NOT NULL DEFAULT '',
    "holdsWhenHtml" TEXT NOT NULL DEFAULT '',
    "sourceKind" TEXT NOT NULL DEFAULT 'first-hand',
    "eventDate" TEXT,
    "attribution" TEXT NOT NULL DEFAULT 'named',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "submittedAt" DATETIME,
    "verifiedAt" DATETIME,
    CONSTRAINT "Lesson_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Lesson_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Lesson_peerSessionId_fkey" FOREIGN KEY ("peerSessionId") REFERENCES "PeerSession" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Lesson_state" CHECK ("state" IN ('draft', 'submitted', 'returned', 'noted', 'observation', 'lesson-identified', 'action-under-way', 'lesson-learned', 'duplicate-of', 'superseded-by', 'withdrawn')),
    CONSTRAINT "Lesson_attribution" CHECK ("attribution" IN ('named', 'organization', 'stakeholder-type'))
);

-- CreateTable
CREATE TABLE "LessonPassage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "lessonId" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    CONSTRAINT "LessonPassage_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonPassage_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LessonVersion" (
    "lessonId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("lessonId", "version"),
    CONSTRAINT "LessonVersion_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonVersion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'member',
    "organizationId" TEXT,
    "stakeholderTypeSlug" TEXT,
    "expertise" TEXT NOT NULL DEFAULT '',
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "bannedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Member_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Member_stakeholderTypeSlug_fkey" FOREIGN KEY ("stakeholderTypeSlug") REFERENCES "StakeholderType" ("slug") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Member_role" CHECK ("role" IN ('member', 'moderator', 'administrator'))
);

-- CreateTable
CREATE TABLE "MemberCountry" (
    "memberId" TEXT NOT NULL,
    "country" TEXT NOT NULL,

    PRIMARY KEY ("memberId", "country"),
    CONSTRAINT "MemberCountry_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MemberLanguage" (
    "memberId" TEXT NOT NULL,
    "language" TEXT NOT NULL,

    PRIMARY KEY ("memberId", "language"),
    CONSTRAINT "MemberLanguage_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SignIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "memberId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "SignIn_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OneTimeLink" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "memberId" TEXT,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "OneTimeLink_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "mergedIntoId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Organization_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PeerSession" (
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
    CONSTRAINT "PeerSession_organizerId_fkey" FOREIGN KEY ("organizerId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PeerSession_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PeerSession_formatSlug_fkey" FOREIGN KEY ("formatSlug") REFERENCES "SessionFormat" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PeerSession_access" CHECK ("access" IN ('open', 'members', 'invited'))
);

-- CreateTable
CREATE TABLE "SessionParticipant" (
    "sessionId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'participant',
    "invitedAt" DATETIME,
    "joinedAt" DATETIME,

    PRIMARY KEY ("sessionId", "memberId"),
    CONSTRAINT "SessionParticipant_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionParticipant_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionParticipant_role" CHECK ("role" IN ('organizer', 'facilitator', 'participant'))
);

-- CreateTable
CREATE TABLE "RoomMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "authorId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "RoomMessage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RoomMessage_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Practice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "stakeholderLine" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "descriptionHtml" TEXT NOT NULL,
    "thematicAreas" TEXT NOT NULL,
    "sourceUrl" TEXT,
    "sourceKey" TEXT NOT NULL,
    "recordDigest" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "editedAt" DATETIME,
    CONSTRAINT "Practice_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PracticeTypeOfPractice" (
    "practiceId" TEXT NOT NULL,
    "typeOfPracticeSlug" TEXT NOT NULL,

    PRIMARY KEY ("practiceId", "typeOfPracticeSlug"),
    CONSTRAINT "PracticeTypeOfPractice_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PracticeTypeOfPractice_typeOfPracticeSlug_fkey" FOREIGN KEY ("typeOfPracticeSlug") REFERENCES "TypeOfPractice" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PracticeStakeholderType" (
    "practiceId" TEXT NOT NULL,
    "stakeholderTypeSlug" TEXT NOT NULL,

    PRIMARY KEY ("practiceId", "stakeholderTypeSlug"),
    CONSTRAINT "PracticeStakeholderType_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PracticeStakeholderType_stakeholderTypeSlug_fkey" FOREIGN KEY ("stakeholderTypeSlug") REFERENCES "StakeholderType" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PracticeStakeholder" (
    "practiceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    PRIMARY KEY ("practiceId", "position"),
    CONSTRAINT "PracticeStakeholder_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PracticeLink" (
    "practiceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "url" TEXT,

    PRIMARY KEY ("practiceId", "position"),
    CONSTRAINT "PracticeLink_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PracticeUnknownValue" (
    "practiceId" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("practiceId", "field", "value"),
    CONSTRAINT "PracticeUnknownValue_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SearchDocument" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "guidelineNumber" INTEGER,
    "practiceId" TEXT,
    "postId" TEXT,
    "lessonId" TEXT,
    "sessionId" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "SearchDocument_guidelineNumber_fkey" FOREIGN KEY ("guidelineNumber") REFERENCES "Guideline" ("number") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SearchDocument_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SearchDocument_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SearchDocument_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SearchDocument_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "PeerSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SearchDocument_one_subject" CHECK (("guidelineNumber" IS NOT NULL) + ("practiceId" IS NOT NULL) + ("postId" IS NOT NULL) + ("lessonId" IS NOT NULL) + ("sessionId" IS NOT NULL) = 1)
);

-- CreateTable
CREATE TABLE "StakeholderType" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "editedAt" DATETIME
);

-- CreateTable
CREATE TABLE "TypeOfPractice" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "editedAt" DATETIME
);

-- CreateTable
CREATE TABLE "CrisisPhase" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "editedAt" DATETIME
);

-- CreateTable
CREATE TABLE "CrisisType" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "parentSlug" TEXT,
    "glide" TEXT,
    "hazardId" TEXT,
    "hazardEdition" TEXT,
    "editedAt" DATETIME,
    CONSTRAINT "CrisisType_parentSlug_fkey" FOREIGN KEY ("parentSlug") REFERENCES "CrisisType" ("slug") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionFormat" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "editedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lastPostNumber" INTEGER NOT NULL,
    "lastPostAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Thread_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Thread_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "Context" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Post" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "authorId" TEXT NOT NULL,
    "replyToId" TEXT,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "editedAt" DATETIME,
    "deletedAt" DATETIME,
    "deletedById" TEXT,
    CONSTRAINT "Post_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Post_replyToId_fkey" FOREIGN KEY ("replyToId") REFERENCES "Post" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PostVersion" (
    "postId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "writtenAt" DATETIME NOT NULL,

    PRIMARY KEY ("postId", "number"),
    CONSTRAINT "PostVersion_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ContextCrisisType_crisisTypeSlug_idx" ON "ContextCrisisType"("crisisTypeSlug");

-- CreateIndex
CREATE INDEX "ContextPhase_phaseSlug_idx" ON "ContextPhase"("phaseSlug");

-- CreateIndex
CREATE INDEX "ContextCountry_country_idx" ON "ContextCountry"("country");

-- CreateIndex
CREATE INDEX "ContextGuideline_guidelineNumber_idx" ON "ContextGuideline"("guidelineNumber");

-- CreateIndex
CREATE INDEX "ContextSamplePractice_samplePracticeId_idx" ON "ContextSamplePractice"("samplePracticeId");

-- CreateIndex
CREATE INDEX "ContextPractice_practiceId_idx" ON "ContextPractice"("practiceId");

-- CreateIndex
CREATE INDEX "Event_toldAt_id_idx" ON "Event"("toldAt", "id");

-- CreateIndex
CREATE INDEX "Follow_crisisTypeSlug_idx" ON "Follow"("crisisTypeSlug");

-- CreateIndex
CREATE INDEX "Follow_phaseSlug_idx" ON "Follow"("phaseSlug");

-- CreateIndex
CREATE INDEX "Follow_country_idx" ON "Follow"("country");

-- CreateIndex
CREATE INDEX "Follow_guidelineNumber_idx" ON "Follow"("guidelineNumber");

-- CreateIndex
CREATE INDEX "Follow_practiceId_idx" ON "Follow"("practiceId");

-- CreateIndex
CREATE INDEX "Follow_threadId_idx" ON "Follow"("threadId");

-- CreateIndex
CREATE UNIQUE INDEX "Follow_memberId_crisisTypeSlug_key" ON "Follow"("memberId", "crisisTypeSlug");

-- CreateIndex
CREATE UNIQUE INDEX "Follow_memberId_phaseSlug_key" ON "Follow"("memberId", "phaseSlug");

-- CreateIndex
CREATE UNIQUE INDEX "Follow_memberId_country_key" ON "Follow"("memberId", "country");

-- CreateIndex
CREATE UNIQUE INDEX "Follow_memberId_guidelineNumber_key" ON "Follow"("memberId", "guidelineNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Follow_memberId_practiceId_key" ON "Follow"("memberId", "practiceId");

-- CreateIndex
CREATE UNIQUE INDEX "Follow_memberId_threadId_key" ON "Follow"("memberId", "threadId");

-- CreateIndex
CREATE INDEX "Notification_memberId_raisedAt_id_idx" ON "Notification"("memberId", "raisedAt", "id");

-- CreateIndex
CREATE INDEX "Notification_memberId_readAt_idx" ON "Notification"("memberId", "readAt");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_memberId_kind_threadId_key" ON "Notification"("memberId", "kind", "threadId");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_memberId_kind_lessonId_key" ON "Notification"("memberId", "kind", "lessonId");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_memberId_kind_sessionId_key" ON "Notification"("memberId", "kind", "sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_memberId_kind_practiceId_key" ON "Notification"("memberId", "kind", "practiceId");

-- CreateIndex
CREATE UNIQUE INDEX "SamplePractice_guidelineNumber_number_key" ON "SamplePractice"("guidelineNumber", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_contextId_key" ON "Lesson"("contextId");

-- CreateIndex
CREATE INDEX "Lesson_state_verifiedAt_id_idx" ON "Lesson"("state", "verifiedAt", "id");

-- CreateIndex
CREATE INDEX "Lesson_peerSessionId_idx" ON "Lesson"("peerSessionId");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_authorId_clientId_key" ON "Lesson"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "LessonPassage_lessonId_at_idx" ON "LessonPassage"("lessonId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Member_email_key" ON "Member"("email");

-- CreateIndex
CREATE INDEX "SignIn_memberId_idx" ON "SignIn"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_key_key" ON "Organization"("key");

-- CreateIndex
CREATE UNIQUE INDEX "PeerSession_contextId_key" ON "PeerSession"("contextId");

-- CreateIndex
CREATE INDEX "PeerSession_startsAt_id_idx" ON "PeerSession"("startsAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PeerSession_organizerId_clientId_key" ON "PeerSession"("organizerId", "clientId");

-- CreateIndex
CREATE INDEX "SessionParticipant_memberId_idx" ON "SessionParticipant"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "RoomMessage_sessionId_number_key" ON "RoomMessage"("sessionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "RoomMessage_authorId_clientId_key" ON "RoomMessage"("authorId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "Practice_slug_key" ON "Practice"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Practice_contextId_key" ON "Practice"("contextId");

-- CreateIndex
CREATE UNIQUE INDEX "Practice_sourceKey_key" ON "Practice"("sourceKey");

-- CreateIndex
CREATE INDEX "Practice_title_idx" ON "Practice"("title");

-- CreateIndex
CREATE INDEX "PracticeTypeOfPractice_typeOfPracticeSlug_idx" ON "PracticeTypeOfPractice"("typeOfPracticeSlug");

-- CreateIndex
CREATE INDEX "PracticeStakeholderType_stakeholderTypeSlug_idx" ON "PracticeStakeholderType"("stakeholderTypeSlug");

-- CreateIndex
CREATE UNIQUE INDEX "SearchDocument_guidelineNumber_key" ON "SearchDocument"("guidelineNumber");

-- CreateIndex
CREATE UNIQUE INDEX "SearchDocument_practiceId_key" ON "SearchDocument"("practiceId");

-- CreateIndex
CREATE UNIQUE INDEX "SearchDocument_postId_key" ON "SearchDocument"("postId");

-- CreateIndex
CREATE UNIQUE INDEX "SearchDocument_lessonId_key" ON "SearchDocument"("lessonId");

-- CreateIndex
CREATE UNIQUE INDEX "SearchDocument_sessionId_key" ON "SearchDocument"("sessionId");

-- CreateIndex
CREATE INDEX "CrisisType_parentSlug_idx" ON "CrisisType"("parentSlug");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_contextId_key" ON "Thread"("contextId");

-- CreateIndex
CREATE INDEX "Thread_lastPostAt_id_idx" ON "Thread"("lastPostAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_authorId_clientId_key" ON "Thread"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "Post_replyToId_idx" ON "Post"("replyToId");

-- CreateIndex
CREATE UNIQUE INDEX "Post_threadId_number_key" ON "Post"("threadId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Post_authorId_clientId_key" ON "Post"("authorId", "clientId");
