package tv.coax.seeder.ingest;

import java.util.Optional;
import java.util.UUID;

/**
 * A film that somebody is sending, as its headers announce it.
 *
 * @param ingestId chosen by the client, or by us
 * @param titleId the title it belongs to
 * @param fileName what the client calls the file
 * @param mediaType lower case, without parameters
 * @param totalBytes its length, at least 1
 */
record Film(
    UUID ingestId, String titleId, Optional<String> fileName, String mediaType, long totalBytes) {}
