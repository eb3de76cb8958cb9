-- CreateIndex
CREATE INDEX "Post_heldAt_idx" ON "Post"("heldAt");
