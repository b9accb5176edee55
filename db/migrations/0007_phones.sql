-- Whoever calls is found by their phone.

CREATE INDEX patient_phone ON patient (phone, card_no)
	WHERE phone IS NOT NULL;
CREATE INDEX request_caller_phone ON request (caller_phone)
	WHERE active = 1 AND caller_phone IS NOT NULL;
