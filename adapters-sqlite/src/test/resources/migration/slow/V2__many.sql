CREATE TABLE many (number INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
INSERT INTO many
WITH RECURSIVE n (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n WHERE number < 300000)
SELECT number, 'a note that fills the log ' || number FROM n;
