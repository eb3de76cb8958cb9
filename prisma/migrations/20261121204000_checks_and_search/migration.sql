-- The words of SearchDocument, under the same rowid. Prisma's schema cannot describe a virtual table:
-- prisma/migration.mjs leaves it and its shadow tables out of the comparison.
--
-- content='': the text is kept once, in SearchDocument. contentless_delete: rows can be deleted and replaced.
-- Co, Mn, Mc: the marks of scripts such as Devanagari, Burmese and Thai belong to their words.
-- The CHECK constraints stand in the CREATE TABLE statements of the first migration, since SQLite can add none later.
CREATE VIRTUAL TABLE search_index USING fts5(
    title,
    body,
    content = '',
    contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'",
    prefix = '2 3'
);
