import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FeedSite = {
  url: string;
  /** Titles of its entries, the newest first. */
  titles: string[];
  isDown: boolean;
  stop(): Promise<void>;
};

const HOUR_MS = 3_600_000;

/** A site with a feed, which its page names, and a page without one. */
export const startFeedSite = async (name: string, titles: string[]): Promise<FeedSite> => {
  const site: FeedSite = { url: '', titles, isDown: false, stop: async () => {} };
  const now = Date.now();
  const item = (title: string, place: number) =>
    `<item><guid isPermaLink="false">${title}</guid><title>${title}</title><link>/posts/${encodeURIComponent(title)}</link>
    <pubDate>${new Date(now - (place + 1) * HOUR_MS).toUTCString()}</pubDate>
    <description>&lt;p&gt;All about ${title}. &lt;img src="https://tracker.example/1.gif"&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>`;
  const feed = () =>
    `<rss version="2.0"><channel><title>${name}</title><link>/</link>${site.titles.map(item).join('')}</channel></rss>`;
  const server: Server = createServer((request, response) => {
    if (site.isDown) response.writeHead(503).end();
    else if (request.url === '/')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>');
    else if (request.url === '/feed.xml') response.writeHead(200, { 'content-type': 'text/xml' }).end(feed());
    else if (request.url === '/bare' || request.url?.startsWith('/posts/'))
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>A page</title></html>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return site;
};
