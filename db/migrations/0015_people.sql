-- Sessions seen by an admin, and how long one may be idle.

ALTER TABLE session ADD COLUMN address TEXT; -- the client's at the login

INSERT INTO setting (key, value, comment) VALUES
	('session.idle_min', '30', 'minutes without work until a session ends'),
	('session.idle_admin_min', '15',
		'minutes without work until a session of an admin ends');
