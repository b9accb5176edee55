-- The job at its simplest, for the peers of bench-peers: no log-in, no rules,
-- no history; one table of requests, as a first version would have it.
CREATE TABLE zone (code TEXT PRIMARY KEY, title TEXT NOT NULL);
INSERT INTO zone VALUES ('green', 'Зелёная'), ('yellow', 'Жёлтая'),
    ('red', 'Красная'), ('purple', 'Фиолетовая');
CREATE TABLE place (code TEXT PRIMARY KEY, name TEXT NOT NULL,
    zone TEXT NOT NULL REFERENCES zone);
INSERT INTO place VALUES ('vasileostrovsky', 'Василеостровский район', 'green'),
    ('kupchino', 'Купчино', 'yellow'), ('murino', 'Мурино', 'red');
CREATE TABLE price (zone TEXT NOT NULL REFERENCES zone, performer TEXT NOT NULL,
    amount INTEGER NOT NULL, PRIMARY KEY (zone, performer)) WITHOUT ROWID;
INSERT INTO price SELECT code, performer, 300000 + 50000 * z.rowid
    FROM zone z, (SELECT 'doctor' AS performer UNION SELECT 'nurse');
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    place TEXT NOT NULL,
    price INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX request_queue ON request (state, created_at);
CREATE INDEX request_phone ON request (phone);
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
INSERT INTO request SELECT i, 'seed-' || i, 1700000000000 + i,
    iif(i > 9800, 'new', 'closed'), 'Тестов Пётр Иванович', '1950-01-02',
    '+7812' || (i * 7654321 % 10000000), 'Тестовая улица, д. ' || i,
    'vasileostrovsky', 300000, '{"symptoms":"кашель","flat":"1"}' FROM n;
