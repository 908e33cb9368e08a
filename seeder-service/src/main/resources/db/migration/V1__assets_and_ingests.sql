-- The last version given out for a title. Versions only rise: the number of a failed ingest is not given again.
create table title_version (
  title_id varchar(128) primary key,
  last_version integer not null check (last_version > 0)
);

-- One attempt to bring a film in.
create table ingest (
  id uuid primary key,
  title_id varchar(128) not null,
  asset_version integer not null check (asset_version > 0),
  file_name varchar(255),
  media_type varchar(127) not null,
  state varchar(16) not null check (state in ('RECEIVING', 'SEALED', 'FAILED')),
  reason varchar(1000),
  received_bytes bigint not null check (received_bytes between 0 and total_bytes),
  total_bytes bigint not null check (total_bytes > 0),
  correlation_id varchar(64),
  started_at timestamptz not null,
  finished_at timestamptz,
  unique (title_id, asset_version),
  check ((state = 'FAILED') = (reason is not null)),
  check ((state = 'RECEIVING') = (finished_at is null)),
  check (state <> 'SEALED' or received_bytes = total_bytes)
);
create index ingest_started on ingest (started_at desc);
create index ingest_receiving on ingest (id) where state = 'RECEIVING';

-- A sealed asset: the file of the same name lies complete in the seeder's directory.
create table asset (
  id uuid primary key references ingest (id),
  title_id varchar(128) not null,
  asset_version integer not null,
  key_id varchar(128) not null,
  media_type varchar(127) not null,
  info_hash char(40) not null unique,
  info_hash_v1 char(40),
  info_hash_v2 char(64),
  plain_bytes bigint not null check (plain_bytes > 0),
  sealed_bytes bigint not null check (sealed_bytes > plain_bytes),
  piece_bytes integer not null check (piece_bytes > 0 and piece_bytes % 65536 = 0),
  plain_sha256 varchar(64) not null,
  manifest text not null,
  state varchar(16) not null check (state in ('SEALED', 'REGISTERED', 'REFUSED')),
  reason varchar(1000),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  correlation_id varchar(64),
  sealed_at timestamptz not null,
  registered_at timestamptz,
  foreign key (title_id, asset_version) references ingest (title_id, asset_version),
  unique (title_id, asset_version),
  check (info_hash_v1 is not null or info_hash_v2 is not null),
  check ((state = 'SEALED') = (next_attempt_at is not null)),
  check ((state = 'REGISTERED') = (registered_at is not null)),
  check (state <> 'REFUSED' or reason is not null)
);
create index asset_to_register on asset (next_attempt_at) where state = 'SEALED';

-- The torrent of an asset, apart from it because it is large and rarely read.
create table torrent (
  asset_id uuid primary key references asset (id),
  info_hash char(40) not null unique,
  metainfo bytea not null
);
