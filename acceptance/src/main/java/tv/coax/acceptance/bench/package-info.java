/**
 * Benchmarks: ours and others in one run, on one machine, in turn (A B C A B C), as medians and
 * ratios.
 *
 * <p>Wall time is from the start of a process to its end, its start included; {@code transfer}
 * shows beside it the same with 16 KiB to carry, which is start, greeting and end alone. CPU time
 * is the kernel's own account of user and system time, exact to the microsecond at the end of a
 * process and to the nanosecond of one that still runs. Memory is the most seen in samples five
 * times a second. On a disk, what an earlier run left to be written is written before the next
 * begins.
 */
@NullMarked
package tv.coax.acceptance.bench;

import org.jspecify.annotations.NullMarked;
