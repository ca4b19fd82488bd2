"""Scrapy's part in peers.sh: every a[href] of one host; URL, status, title and number of links of each page."""

from urllib.parse import urlsplit

import scrapy


class Site(scrapy.Spider):
    name = "site"
    custom_settings = {
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "ROBOTSTXT_OBEY": False,
        "LOG_LEVEL": "ERROR",
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
    }

    def __init__(self, start, **kwargs):
        super().__init__(**kwargs)
        self.start_urls = [start]
        self.host = urlsplit(start).netloc

    def parse(self, response):
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        links = [response.urljoin(href) for href in response.css("a::attr(href)").getall()]
        yield {
            "url": response.url,
            "status": response.status,
            "title": response.css("title::text").get(),
            "links": len(links),
        }
        for link in links:
            if urlsplit(link).netloc == self.host:
                yield scrapy.Request(link)
