package tv.coax.bittorrent.tracker;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one tracker.
 *
 * @param lastAnswer the newest answer, if there was one
 * @param failure why the newest announce failed, null if it did not
 */
public record TrackerStatus(
    URI tracker, Optional<AnnounceAnswer> lastAnswer, @Nullable String failure) {}
