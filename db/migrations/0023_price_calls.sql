-- Who said no because of the price is counted from the index alone.
DROP INDEX call_record_price;
CREATE INDEX call_record_price ON call_record (at_ms, zone, performers, reason)
	WHERE reason = 'price';
