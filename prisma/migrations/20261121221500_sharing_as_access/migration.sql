-- Sessions of before there were labels are shared as far as they could be read.
UPDATE "PeerSession" SET "sharing" = CASE "access" WHEN 'open' THEN 'clear' WHEN 'invited' THEN 'red' ELSE 'green' END;
