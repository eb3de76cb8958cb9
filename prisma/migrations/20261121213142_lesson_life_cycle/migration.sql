-- AlterTable
ALTER TABLE "Post" ADD COLUMN "heldAt" DATETIME;

-- AlterTable
ALTER TABLE "RoomMessage" ADD COLUMN "heldAt" DATETIME;

-- CreateTable
CREATE TABLE "HarmReview" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "postId" TEXT,
    "messageId" TEXT,
    "findings" TEXT NOT NULL,
    "confirmedById" TEXT NOT NULL,
    "confirmedAt" DATETIME NOT NULL,
    "reviewedById" TEXT,
    "reviewedAt" DATETIME,
    "verdict" TEXT,
    CONSTRAINT "HarmReview_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HarmReview_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "RoomMessage" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HarmReview_confirmedById_fkey" FOREIGN KEY ("confirmedById") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "HarmReview_reviewedById_fkey" FOREIGN KEY ("reviewedById") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "HarmReview_one_subject" CHECK (("postId" IS NOT NULL) + ("messageId" IS NOT NULL) = 1),
    CONSTRAINT "HarmReview_verdict" CHECK ("verdict" IN ('shown', 'removed'))
);

-- CreateTable
CREATE TABLE "LessonAction" (
    "lessonId" TEXT NOT NULL PRIMARY KEY,
    "ownerMemberId" TEXT,
    "ownerOrganizationId" TEXT,
    "dueDate" TEXT NOT NULL,
    "assignedById" TEXT NOT NULL,
    "assignedAt" DATETIME NOT NULL,
    "remindedOn" TEXT,
    CONSTRAINT "LessonAction_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonAction_ownerMemberId_fkey" FOREIGN KEY ("ownerMemberId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "LessonAction_ownerOrganizationId_fkey" FOREIGN KEY ("ownerOrganizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "LessonAction_assignedById_fkey" FOREIGN KEY ("assignedById") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonAction_one_owner" CHECK (("ownerMemberId" IS NOT NULL) + ("ownerOrganizationId" IS NOT NULL) = 1)
);

-- CreateTable
CREATE TABLE "LessonConfirmation" (
    "lessonId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "stakeholderTypeSlug" TEXT NOT NULL,
    "organizationId" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("lessonId", "memberId"),
    CONSTRAINT "LessonConfirmation_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonConfirmation_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LessonEvidence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "lessonId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "url" TEXT,
    "reuseId" TEXT,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "LessonEvidence_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonEvidence_reuseId_fkey" FOREIGN KEY ("reuseId") REFERENCES "Reuse" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "LessonEvidence_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonEvidence_kind" CHECK ("kind" IN ('document', 'procedure', 'reuse'))
);

-- CreateTable
CREATE TABLE "LessonRelation" (
    "lessonId" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    CONSTRAINT "LessonRelation_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonRelation_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonRelation_kind" CHECK ("kind" IN ('duplicate-of', 'superseded-by')),
    CONSTRAINT "LessonRelation_other" CHECK ("lessonId" <> "targetId")
);

-- CreateTable
CREATE TABLE "AttributionLook" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "lessonId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "AttributionLook_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AttributionLook_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CounterEvidence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "answer" TEXT NOT NULL DEFAULT '',
    "answerHtml" TEXT NOT NULL DEFAULT '',
    "answeredById" TEXT,
    "answeredAt" DATETIME,
    CONSTRAINT "CounterEvidence_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "CounterEvidence_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "CounterEvidence_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reuse" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "lessonId" TEXT,
    "practiceId" TEXT,
    "country" TEXT NOT NULL,
    "crisis" TEXT NOT NULL,
    "when" TEXT NOT NULL,
    "changed" TEXT NOT NULL DEFAULT '',
    "helped" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Reuse_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reuse_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Reuse_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Reuse_one_subject" CHECK (("lessonId" IS NOT NULL) + ("practiceId" IS NOT NULL) = 1),
    CONSTRAINT "Reuse_helped" CHECK ("helped" IN ('yes', 'partly', 'no'))
);

-- CreateTable
CREATE TABLE "LessonPromotion" (
    "lessonId" TEXT NOT NULL PRIMARY KEY,
    "practiceId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "LessonPromotion_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonPromotion_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Practice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LessonPromotion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "HarmReview_reviewedAt_confirmedAt_idx" ON "HarmReview"("reviewedAt", "confirmedAt");

-- CreateIndex
CREATE INDEX "HarmReview_postId_idx" ON "HarmReview"("postId");

-- CreateIndex
CREATE INDEX "HarmReview_messageId_idx" ON "HarmReview"("messageId");

-- CreateIndex
CREATE INDEX "LessonAction_dueDate_idx" ON "LessonAction"("dueDate");

-- CreateIndex
CREATE INDEX "LessonAction_ownerMemberId_idx" ON "LessonAction"("ownerMemberId");

-- CreateIndex
CREATE INDEX "LessonAction_ownerOrganizationId_idx" ON "LessonAction"("ownerOrganizationId");

-- CreateIndex
CREATE INDEX "LessonEvidence_lessonId_idx" ON "LessonEvidence"("lessonId");

-- CreateIndex
CREATE INDEX "LessonRelation_targetId_idx" ON "LessonRelation"("targetId");

-- CreateIndex
CREATE INDEX "AttributionLook_lessonId_at_idx" ON "AttributionLook"("lessonId", "at");

-- CreateIndex
CREATE INDEX "CounterEvidence_lessonId_createdAt_idx" ON "CounterEvidence"("lessonId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CounterEvidence_memberId_clientId_key" ON "CounterEvidence"("memberId", "clientId");

-- CreateIndex
CREATE INDEX "Reuse_lessonId_createdAt_idx" ON "Reuse"("lessonId", "createdAt");

-- CreateIndex
CREATE INDEX "Reuse_practiceId_createdAt_idx" ON "Reuse"("practiceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Reuse_memberId_clientId_key" ON "Reuse"("memberId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "LessonPromotion_practiceId_key" ON "LessonPromotion"("practiceId");
