-- What is sealed cannot be compressed; the database need not try.
ALTER TABLE queued_part ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
ALTER TABLE portal_message ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
