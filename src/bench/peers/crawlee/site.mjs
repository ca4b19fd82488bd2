// Crawlee's part in peers.sh: every a[href] of one origin; URL, status, title and number of links of
// each page. node site.mjs START FILE
import { createWriteStream } from 'node:fs';
import { CheerioCrawler, Configuration, EnqueueStrategy, log } from '@crawlee/cheerio';

const CONCURRENCY = 16;
const [start, file] = process.argv.slice(2);
const records = createWriteStream(file);
log.setLevel(log.LEVELS.ERROR);

const crawler = new CheerioCrawler(
  {
    minConcurrency: CONCURRENCY,
    maxConcurrency: CONCURRENCY,
    // Or it begins with 10 and grows by a twentieth every ten seconds.
    autoscaledPoolOptions: { desiredConcurrency: CONCURRENCY },
    maxRequestRetries: 0,
    respectRobotsTxtFile: false,
    useSessionPool: false,
    persistCookiesPerSession: false,
    requestHandlerTimeoutSecs: 600,
    navigationTimeoutSecs: 600,
    async requestHandler({ request, response, $, enqueueLinks }) {
      const page = {
        url: request.loadedUrl,
        status: response.statusCode,
        title: $('title').first().text(),
        links: $('a[href]').length,
      };
      records.write(`${JSON.stringify(page)}\n`);
      await enqueueLinks({ selector: 'a[href]', strategy: EnqueueStrategy.SameOrigin });
    },
  },
  new Configuration({ persistStorage: false, availableMemoryRatio: 0.8, maxUsedCpuRatio: 1 }),
);
await crawler.run([start]);
await new Promise((done) => records.end(done));
process.exit(0);
