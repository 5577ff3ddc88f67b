-- Practices. Every other table carries one, and no query crosses that line.
CREATE TABLE practice (
    id            text        PRIMARY KEY,
    name          text        NOT NULL,
    -- How patients reach it, for notices and refusals.
    contact       text,
    language      text        NOT NULL DEFAULT 'en',
    -- Whether the portal's one-time code may go to the mailbox that the notice went to.
    code_by_email boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- Domains that it may send as; a domain belongs to one practice.
CREATE TABLE practice_domain (
    practice text NOT NULL REFERENCES practice (id),
    domain   text NOT NULL UNIQUE,
    PRIMARY KEY (practice, domain)
);

-- Networks (CIDR) from which its servers send; a network belongs to one practice.
CREATE TABLE practice_network (
    practice text NOT NULL REFERENCES practice (id),
    network  text NOT NULL UNIQUE,
    PRIMARY KEY (practice, network)
);

INSERT INTO practice (id, name) VALUES ('default', 'Your medical practice');

GRANT SELECT, INSERT, UPDATE, DELETE ON practice, practice_domain, practice_network TO sealpost_program;
