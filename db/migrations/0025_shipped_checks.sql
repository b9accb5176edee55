-- Stores in use get the stored queries new ones begin with, unless an admin
-- wrote some already; those about a service the clinic has no more stay out.
-- An empty store gets them with the sample data.
WITH shipped (code, query, outcome, service, note) AS (VALUES
	('eeg', 'ээг', 'not_allowed', 'E02', 'never ЭКГ'),
	('eeg_latin', 'EEG', 'not_allowed', 'E02', NULL),
	('eeg_layout', '''''u', 'not_allowed', 'E02', 'wrong layout'),
	('ecg', 'экг', 'allowed', 'X24', 'never ЭЭГ'),
	('ecg_home', 'экг на дому', 'allowed', 'X24', 'noise words'),
	('ct', 'кт', 'not_allowed', 'E08', 'never КТГ'),
	('mri_layout', 'vhn', 'not_allowed', NULL, 'МРТ in the wrong layout'),
	('uzi_layout', 'epb cthlwf', 'not_allowed', 'E05', 'узи сердца in the wrong layout'),
	('heart', 'узи сердца', 'not_allowed', 'E05', NULL),
	('heart_typo', 'узи серца', 'not_allowed', 'E05', 'a letter lost'),
	('pelvis', 'узи малого таза', 'pick', NULL, 'two of them: ask which'),
	('therapist', 'терапевт', 'allowed', NULL, NULL),
	('therapist_doctor', 'вызвать терапевта', 'allowed', NULL, NULL),
	('psychotherapist', 'психотерапевт', 'not_allowed', NULL, 'терапевт inside it'),
	('reflexotherapist', 'рефлексотерапевт', 'not_allowed', NULL, 'терапевт inside it'),
	('surgeon', 'хирург', 'allowed', NULL, 'three surgeons'),
	('neurosurgeon', 'нейрохирург', 'not_allowed', NULL, NULL),
	('plastic_surgeon', 'пластический хирург', 'not_allowed', NULL, NULL),
	('trauma', 'травматолог', 'conditional', 'S10', 'imaging in hand'),
	('stitches_out', 'снятие швов', 'allowed', NULL, 'never наложение'),
	('stitches_in', 'наложение швов', 'not_allowed', NULL, 'never снятие'),
	('drip', 'капельница', 'conditional', 'X42', 'never от запоя'),
	('drip_binge', 'капельница от запоя', 'not_allowed', NULL, 'never a plain one'),
	('injection', 'укол', 'conditional', 'X39', 'never в сустав'),
	('injection_joint', 'укол в сустав', 'not_allowed', NULL, 'never a plain one'),
	('blood', 'взять кровь', 'allowed', NULL, NULL),
	('paediatrician', 'педиатр', 'allowed', NULL, NULL),
	('xray', 'рентген', 'not_allowed', 'E07', NULL),
	('gastroscopy', 'фгдс', 'not_allowed', 'E12', NULL),
	('colonoscopy', 'фкс', 'not_allowed', 'E13', 'never ФГС'),
	('magnet', 'магнит', 'pick', NULL, 'МАГ inside it, never a yes or a no'),
	('plumber', 'сантехник', 'unknown', NULL, 'not ours at all'),
	('uzi_alone', 'узи', 'pick', NULL, 'of what?'),
	('heart_words', 'сердце посмотреть на узи', 'not_allowed', 'E05', 'as callers say it'),
	('breath', 'подышать в трубку', 'not_allowed', 'E01', 'as callers say it'))
INSERT INTO search_check (code, query, outcome, service, note)
SELECT code, query, outcome, service, note FROM shipped
	WHERE EXISTS (SELECT 1 FROM service)
	AND NOT EXISTS (SELECT 1 FROM search_check)
	AND (service IS NULL OR service IN (SELECT code FROM service));
