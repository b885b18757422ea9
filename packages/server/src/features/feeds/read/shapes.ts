/** Feeds in the shapes that programs give them, made up for tests. */

export const rss2 = `\ufeff<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/rss.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Grown &amp;amp; gathered</title>
  <atom:link href="https://blog.example/feed.xml" rel="self" type="application/rss+xml" />
  <link>https://blog.example</link>
  <description>About plants</description>
  <image><title>Logo</title><link>https://blog.example/logo</link></image>
  <item>
    <title><![CDATA[Tom & Jerry&#8217;s &ldquo;second&rdquo; post]]></title>
    <link>https://blog.example/second?a=1&amp;b=2</link>
    <dc:creator><![CDATA[Anna]]></dc:creator>
    <pubDate>Wed, 25 Nov 2026 13:30:00 +0100</pubDate>
    <guid isPermaLink="false">post-2</guid>
    <description><![CDATA[<p>It has <b>bold</b> words <img src="https://tracker.example/1.gif"> and a list:</p><ul><li>one</li><li>two</li></ul>]]></description>
    <content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded>
  </item>
  <item>
    <title>First</title>
    <link> /first </link>
    <author>ben@blog.example (Ben)</author>
    <pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>
    <guid>https://blog.example/first</guid>
    <description>&lt;p&gt;Plain text.&lt;/p&gt;</description>
  </item>
</channel></rss>`;

export const rss091 = `<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old</title><link>https://old.example/news/</link>
<item><title>Two</title><link>2</link></item><item><title>One</title><link>1</link></item></channel></rss>`;

export const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://rdf.example/"><title>Fresh</title><link>https://rdf.example/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://rdf.example/a"/></rdf:Seq></items></channel>
<item rdf:about="https://rdf.example/a"><title>A</title><link>https://rdf.example/a</link>
<dc:creator>Cleo</dc:creator><dc:date>2026-11-25T12:00+01:00</dc:date></item></rdf:RDF>`;

export const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/">
<title>Code &lt;b> less</title>
<link rel="self" href="/feed.xml"/><link href="/"/>
<entry xml:base="/posts/">
  <id>urn:uuid:1</id><title type="text">1 &lt; 2 &amp; true</title>
  <link rel="enclosure" href="song.mp3" type="audio/mpeg"/><link rel="alternate" type="text/html" href="one"/>
  <published>2026-11-25T12:30:00Z</published><updated>2026-11-26T00:00:00Z</updated>
  <author><name>Dora</name><email>d@atom.example</email></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Marked <em>up</em> text</p></div></content>
</entry>
<entry>
  <id>urn:uuid:2</id><title type="html">&lt;i&gt;HTML&lt;/i&gt; title</title><link href="two"/>
  <updated>2026-11-20</updated><summary type="html">&lt;p&gt;An article &amp;amp; more&lt;/p&gt;</summary>
</entry></feed>`;

export const atomWithPrefix = `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>X</a:title><a:entry><a:id>1</a:id>
<a:title>P</a:title><a:link href="https://p.example/1"/><a:updated>2026-11-25T00:00:00Z</a:updated></a:entry></a:feed>`;

export const videoAtom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>V</title>
<entry><id>v:1</id><title>A video</title><link rel="alternate" href="https://video.example/1"/><published>2026-11-25T00:00:00Z</published>
<media:group><media:title>A video</media:title><media:description>What it is about.</media:description></media:group></entry></feed>`;

export const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'JSON & more',
  home_page_url: 'https://json.example',
  items: [
    {
      id: 42,
      url: '/42',
      title: 'Not <b>bold</b>',
      content_html: '<p>Words</p>',
      authors: [{ name: 'Eve' }],
      date_published: '2026-11-25T12:30:00Z',
    },
    { id: 'nothing' },
  ],
}).replace('/42"', 'https://json.example/42"');
