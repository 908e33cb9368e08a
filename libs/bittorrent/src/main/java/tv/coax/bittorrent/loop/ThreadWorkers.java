package tv.coax.bittorrent.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Workers on platform threads: one thread serves every strand with the same remainder. */
public final class ThreadWorkers implements Workers {
  private final List<ExecutorService> threads;

  public ThreadWorkers(int count) {
    threads = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = "coax-disk-" + i;
      ThreadPoolExecutor thread =
          new ThreadPoolExecutor(
              1,
              1,
              10,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              work -> Thread.ofPlatform().name(name).daemon().unstarted(work));
      thread.allowCoreThreadTimeOut(true);
      threads.add(thread);
    }
  }

  @Override
  public void run(int strand, Runnable work) {
    threads.get(Math.floorMod(strand, threads.size())).execute(work);
  }

  @Override
  public int parallelism() {
    return threads.size();
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
