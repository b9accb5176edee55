<?php
// The simple version of the job as one would write it with PDO: post a
// request, quote a price, show the queue.  Run by PHP-FPM, which keeps the
// connection between calls.

$db = new PDO('sqlite:' . $_SERVER['PEER_DB'], null, null, [
    PDO::ATTR_PERSISTENT => true,
    PDO::ATTR_TIMEOUT => 10,
    PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
]);
$db->exec('PRAGMA synchronous = FULL');

function one(string $sql, array $with): array|false
{
    global $db;
    $got = $db->prepare($sql);
    $got->execute($with);
    $row = $got->fetch();
    $got->closeCursor();
    return $row;
}

function answer(int $status, array $body): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    exit(json_encode($body, JSON_UNESCAPED_UNICODE));
}

function zone_of(?string $place): ?string
{
    $row = one('SELECT zone FROM place WHERE code = ?', [$place]);
    return $row ? $row['zone'] : null;
}

function priced(string $zone, array $performers): array
{
    return one('SELECT zone.title, sum(price.amount) AS amount FROM zone
        JOIN price ON price.zone = zone.code
        WHERE zone.code = ? AND price.performer IN (?, ?)',
        [$zone, $performers[0], $performers[1] ?? $performers[0]]);
}

function quote(): never
{
    $zone = $_GET['zone'] ?? zone_of($_GET['place'] ?? null);
    if ($zone === null)
        answer(404, ['error' => 'not_found']);
    answer(200, ['zone' => $zone] +
        priced($zone, explode(',', $_GET['performers'])));
}

function queue(): never
{
    global $db;
    $rows = $db->query("SELECT request.id, created_at, state, request.name,
        birth_date, phone, address, place.name AS place, zone, price, body
        FROM request JOIN place ON place.code = request.place
        WHERE state = 'new' ORDER BY created_at LIMIT 50")->fetchAll();
    foreach ($rows as &$row)
        $row['body'] = json_decode($row['body'], true);
    answer(200, ['items' => $rows]);
}

function create(): never
{
    global $db;
    $text = file_get_contents('php://input');
    $body = json_decode($text, true);
    $key = $_SERVER['HTTP_IDEMPOTENCY_KEY'] ?? '';
    $p = $body['patient'] ?? [];
    $a = $body['address'] ?? [];
    if ($key === '' || empty($p['name']) || empty($a['text']) ||
        !preg_match('/^\+7\d{10}$/', $p['phone'] ?? ''))
        answer(422, ['error' => 'invalid']);
    $zone = zone_of($a['place'] ?? null);
    if ($zone === null)
        answer(422, ['error' => 'place_unknown']);
    $amount = priced($zone, $body['performers'])['amount'];
    $kept = one('SELECT id FROM request WHERE key = ?', [$key]);
    if (!$kept)
        $db->prepare("INSERT INTO request (key, created_at, state, name,
            birth_date, phone, address, place, price, body)
            VALUES (?, ?, 'new', ?, ?, ?, ?, ?, ?, ?)")->execute([$key,
            (int)(microtime(true) * 1000), $p['name'], $p['birth_date'],
            $p['phone'], $a['text'], $a['place'], $amount, $text]);
    answer(201, ['id' => $kept ? $kept['id'] : (int)$db->lastInsertId(),
        'state' => 'new', 'zone' => $zone, 'price' => $amount,
        'patient' => $p, 'address' => $a]);
}

match ([$_SERVER['REQUEST_METHOD'], strtok($_SERVER['REQUEST_URI'], '?')]) {
    ['GET', '/api/v1/quote'] => quote(),
    ['GET', '/api/v1/requests'] => queue(),
    ['POST', '/api/v1/requests'] => create(),
    default => answer(404, ['error' => 'not_found']),
};
