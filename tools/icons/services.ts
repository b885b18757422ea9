/**
 * Names that people give their services, by the icon that fits: where the brand is known under another name, and where
 * there is no icon of the brand, a general one that says what the thing does. Comma separated; the first icon wins.
 */
export const services: Record<string, string> = {
  'brand:pihole': 'pi-hole, pi hole, ftl',
  'brand:adguard': 'adguard home, agh',
  'brand:ubiquiti':
    'unifi, unifi network, unifi controller, unifi drive, unas, unifi protect, unifi os, dream machine, udm, uisp, edgerouter',
  'brand:omadacloud': 'omada, tp-link omada, omada controller, tp-link omada controller',
  'brand:nginxproxymanager': 'npm, nginx proxy manager, npmplus',
  'brand:traefikproxy': 'traefik',
  'brand:cloudflare': 'cloudflare tunnel, cloudflared, argo tunnel, cloudflare ddns',
  'brand:syncthing': 'syncthing relay server, strelaysrv, syncthing relay',
  'brand:proxmox':
    'pve, proxmox ve, proxmox vm, proxmox guest, lxc, pbs, proxmox backup, proxmox backup server, pmg, proxmox mail gateway, proxmox datacenter manager',
  'brand:wireguard': 'wg-easy, wg easy, wireguard ui, wg-portal, wgdashboard',
  'brand:synology':
    'synology dsm, dsm, diskstation, download station, synology download station, synology photos, synology drive, surveillance station, hyper backup',
  'brand:qnap': 'qts, quts, qnap qts',
  'brand:argo': 'argo cd, argocd, argo workflows',
  'brand:docker':
    'docker container, docker hub, docker hub tag, dockerhub release, docker engine, docker socket proxy, docker registry, registry, compose',
  'brand:portainer': 'portainer agent, portainer ce',
  'brand:kubernetes': 'k8s, kubernetes dashboard',
  'brand:k3s': 'k3s cluster',
  'brand:truenas': 'truenas core, truenas scale, freenas, truenas community edition',
  'brand:openmediavault': 'omv',
  'brand:github': 'github release, github actions runner, gh',
  'brand:gitlab': 'gitlab ce, gitlab runner',
  'brand:homeassistant': 'home assistant, hass, hassio, ha, home assistant os',
  'brand:homebridge': 'homebridge ui, homebridge config ui',
  'brand:esphome': 'esphome dashboard',
  'brand:zigbee2mqtt': 'zigbee, z2m',
  'brand:eclipsemosquitto': 'mosquitto, mqtt broker',
  'brand:nodered': 'node red, node-red',
  'brand:fireflyiii': 'firefly iii, firefly',
  'brand:paperlessngx': 'paperless, paperless-ngx, paperless ngx, paperless-ai',
  'brand:calibreweb': 'calibre, calibre-web, calibre web automated',
  'brand:uptimekuma': 'uptime kuma, kuma',
  'brand:prometheus': 'prometheus query, prometheus metric, alertmanager, node exporter',
  'brand:speedtest': 'speedtest tracker, ookla, librespeed, openspeedtest',
  'brand:changedetection': 'changedetection.io, change detection',
  'brand:plex': 'plex media server, pms, plexamp',
  'brand:audiobookshelf': 'abs, audiobooks',
  'brand:frigate': 'frigate nvr',
  'brand:kodi': 'xbmc, libreelec, coreelec',
  'brand:fritz': 'fritzbox, fritz!box, fritz box, avm fritz',
  'brand:pfsense': 'pf sense, netgate',
  'brand:openwrt': 'luci, lede',
  'brand:mikrotik': 'routeros, winbox',
  'brand:openvpn': 'openvpn access server',
  'brand:tailscale': 'headscale, tailnet, headplane',
  'brand:qbittorrent': 'qbit, qb, qbittorrent-nox',
  'brand:transmission': 'transmission web, trans',
  'brand:deluge': 'deluge web',
  'brand:octoprint': 'octopi',
  'brand:vorondesign': 'voron',
  'brand:iobroker': 'io broker',
  'brand:smartthings': 'samsung smartthings',
  'brand:minio': 'minio console',
  'brand:ntfy': 'ntfy.sh',
  'brand:grafana': 'grafana loki, loki, grafana tempo, grafana mimir, grafana alloy',
  'brand:influxdb': 'influx',
  'brand:postgresql': 'postgres, pg',
  'brand:phpmyadmin': 'pma',
  'brand:mariadb': 'maria db',
  'brand:nextcloud': 'nc, nextcloud aio',
  'brand:collaboraonline': 'collabora, collabora code',
  'brand:onlyoffice': 'only office, documentserver',
  'brand:vaultwarden': 'bitwarden_rs, bitwarden rs',
  'brand:authentik': 'goauthentik',
  'brand:openzeppelin': 'zeppelin',
  'brand:letsencrypt': "let's encrypt, certbot, acme",
  'brand:spotify': 'your spotify, yourspotify, multi-scrobbler',
  'brand:searxng': 'searx',
  'brand:invidious': 'invidio',
  'brand:ollama': 'ollama api',
  'brand:metabase': 'metabase bi',
  'brand:apacheguacamole': 'guacamole, guac',
  'brand:jitsi': 'jitsi meet',
  'brand:matrix': 'synapse, dendrite, conduit',
  'brand:element': 'element web, element x',
  'brand:rss': 'rss feed, atom feed, feed, feeds',
  'brand:trilium': 'trilium notes, triliumnext, trilium next',
  'brand:excalidraw': 'excali',
  'brand:diagramsdotnet': 'draw.io, drawio, diagrams.net',
  'brand:drone': 'drone ci',
  'brand:dotnet': 'aspnet, asp.net',
  'brand:raspberrypi': 'rpi, raspi, pi',
  'brand:hp': 'ilo, hpe ilo, hewlett packard',
  'brand:dell': 'idrac, poweredge',
  'brand:supermicro': 'ipmi, bmc',
  'brand:vmware': 'esxi, vsphere, vcenter',
  'brand:victronenergy': 'victron, venus os, cerbo gx',
  'brand:shelly': 'shelly plug, shelly 1',
  'brand:tasmota': 'tasmota admin, tasmoadmin',
  'brand:bambulab': 'bambu, bambu studio',
  'brand:sonos': 'sonos controller',
  'brand:philipshue': 'hue, hue bridge',
  'brand:applemusic': 'apple music',
  'brand:youtube': 'yt',
  'brand:discord': 'discord bot',
  'brand:steam': 'steam deck, steamlink, steam link',

  'general:shield': 'technitium, technitium dns, blocky, dns, dns server, unbound, bind9, coredns, adblock',
  'general:clapperboard': 'radarr 4k, whisparr, movies, movie collection, films, stremio, trakt, watcharr',
  'general:tv':
    'medusa, pymedusa, sickchill, sickgear, xteve, threadfin, hdhomerun, channels dvr, channels, tvheadend, iptv, live tv, television, sonarr 4k, ersatztv, tunarr',
  'general:tv-minimal-play': 'dispatcharr, jellystat, tracearr, tautulli, video player, streams',
  'general:music':
    'lidarr, navidrome, subsonic, airsonic, gonic, ampache, koel, funkwhale, beets, music assistant, lyrion, music server',
  'general:headphones': 'slskd, soulseek, nicotine, podgrab, pinepods, audio',
  'general:book-open': 'readarr, kavita, booklore, lazylibrarian, ebooks, books, library, grimmory, chaptarr',
  'general:book-image': 'komga, mylar, mylar3, kapowarr, comics, suwayomi, tachidesk, manga, atsumeru, mangal, kaizoku',
  'general:captions': 'bazarr, subtitles, subgen',
  'general:radar': 'prowlarr, jackett, nzbhydra, nzbhydra2, indexer, indexers',
  'general:search-check': 'huntarr, cleanuparr, decluttarr, swaparr',
  'general:trash': 'maintainerr, janitorr, cleanup, recycle bin',
  'general:film':
    'tdarr, unmanic, fileflows, handbrake, makemkv, transcoder, mjpeg stream, mjpeg, tube archivist, tubearchivist, pinchflat, metube, ytdl, yt-dlp, youtube downloader, stash, stashapp, wizarr',
  'general:list-plus': 'overseerr, jellyseerr, seerr, ombi, petio, requests, media requests, listenarr',
  'general:download':
    'sabnzbd, nzbget, rutorrent, rtorrent, jdownloader, jdownloader 2, myjdownloader, autobrr, aria2, ariang, flood, pyload, pyload-ng, downloader, torrent, torrents, usenet, rdtclient, decypharr, qui, cross-seed',
  'general:images':
    'photoprism, photos, photo gallery, lychee, librephotos, photoview, ente photos, pigallery, gallery',
  'general:cctv':
    'scrypted, blue iris, blueiris, shinobi, agent dvr, agentdvr, ispy, motioneye, zoneminder, camera, cameras, nvr, ring mqtt, moonfire, viseron, go2rtc',
  'general:gamepad-2':
    'romm, gamedig, game server, games, pelican, crafty, crafty controller, gameyfin, emulatorjs, retrom, amp, sunshine, moonlight, wolf, drop oss',
  'general:pickaxe': 'minecraft, minecraft server, minecraft java server, minecraft bedrock, papermc, dynmap, bluemap',
  'general:shield-check':
    'netbird, pivpn, crowdsec, crowdsec lapi, fail2ban, security, wazuh, defguard, firezone, zerotier ui, ztnet',
  'general:globe-lock':
    'gluetun, vpn, proxy, reverse proxy, swag, swag dashboard, zoraxy, godoxy, npmplus ui, ddns updater, ddns, dynamic dns',
  'general:network':
    'netalertx, pialert, pi.alert, netbox, network, lan, switch, scanopy, netvisor, librenms, watchyourlan, ntopng, unimus, switch manager',
  'general:router':
    'router, gateway, modem, access point, opnsense box, wifi router, speedport, easybox, connect box, gl.inet',
  'general:container':
    'dockge, arcane, dockhand, komodo, dozzle, containers, lazydocker, yacht, casaos, cosmos, runtipi, umbrel apps, podman desktop',
  'general:refresh-cw':
    "watchtower, what's up docker, whats up docker, wud, diun, cup updates, ouroboros, tugtainer, updates",
  'general:server':
    'server, host, machine, node, vm, virtual machine, hypervisor, homelab, bare metal, xcp-ng, xen orchestra, cockpit project, incus',
  'general:database-backup':
    'restic, restic rest server, urbackup, kopia, backrest, backup, backups, borgmatic, borg ui, vorta, zerobyte, veeam agent, rsnapshot, autorestic, kopia server',
  'general:hard-drive':
    'scrutiny, disk, disks, storage, garage, garage s3, seaweedfs, s3, object storage, smart, nas drive, snapraid, mergerfs, rustfs console',
  'general:server-nas': 'nas, zima os, zimaos, unas pro, terramaster, asustor, readynas, hexos',
  'general:folder-open':
    'file browser, filebrowser, filebrowser quantum, files, file manager, cloud commander, sftpgo, filestash, copyparty, opencloud, file server, samba, nfs, smb share, pydio, projectsend, pingvin share, gokapi, send',
  'general:chart-line':
    'zabbix, glances, beszel, monitoring, monitor, metrics, statistics, ganglia, munin, pulse, dashdot, dash.',
  'general:activity':
    'healthchecks, gatus, uptimerobot, uptime robot, status page, statping, cachet status, uptime, kener, peekaping, myspeed, cronicle',
  'general:battery-charging': 'peanut, nut, ups, apcupsd, apcups, apc, nut server, battery, webnut, eaton ups',
  'general:bell': 'gotify, notifications, apprise, alerts, pushover, bark server',
  'general:gauge': 'speed test, myspeed server, bandwidth, dashboard gauge',
  'general:ev-charger': 'evcc, wallbox, go-e, charger, electric car, teslamate, openwb',
  'general:solar-panel':
    'opendtu, ahoydtu, ahoy dtu, solar, photovoltaics, pv, inverter, solaredge, fronius, sma, growatt, enphase',
  'general:printer-3d':
    'moonraker, klipper, mainsail, fluidd, spoolman, 3d printer, bambuddy, manyfold, repetier, prusalink, prusa',
  'general:printer': 'printer, cups, paper printer',
  'general:scan-text': 'stirling pdf, stirling-pdf, ocr, bentopdf, scanservjs, scanner, docspell, papra, papermerge',
  'general:sprout': 'plant-it, plantit, plants, garden, hortusfox, openfarm, farmos',
  'general:house':
    'hubitat, hubitat elevation, smart home, openhab home, domoticz, fhem, loxone, homey, matter server, matter, thread, home',
  'general:package':
    'homebox, inventory, packages, parcel, parcels, snipe-it, grocy inventory, partdb, inventree, shelfmark',
  'general:bookmark': 'linkwarden, linkding, shiori, wallabag bookmarks, bookmarks, hoarder, readeck, betula, grimoire',
  'general:car': 'lubelogger, car, vehicle, hammond, fuel log',
  'general:mail':
    'mailcow, mailcow dockerized, stalwart, mailu, roundcube mail, mail, mailserver, email, webmail, snappymail, mailrise, postal, mailpit, simplelogin mail, addy.io, anonaddy',
  'general:newspaper': 'miniflux, news, feed reader, tt-rss, ttrss, yarr, commafeed, fressrss, newsblur',
  'general:cooking-pot':
    'tandoor, tandoor recipes, recipes, recipe, cookbook, kitchenowl, recipesage, nextcloud cookbook, meal planner',
  'general:dumbbell': 'sparkyfitness, fitness, workout, wger, endurain, fittrackee, strava statistics',
  'general:bot':
    'open webui, openwebui, open-webui, ai, llm, chatbot, localai, librechat, anythingllm, lobechat, text generation webui, litellm, sillytavern',
  'general:credit-card': 'wallos, subscriptions, subscription tracker, bills',
  'general:chart-candlestick': 'stocks, finnhub, stock market, portfolio, crypto, shares',
  'general:wallet':
    'finance, budget, actual, money, ezbookkeeping, sure finance, maybe finance, paisa, bank, beaverhabits',
  'general:braces': 'custom api, api, json, rest api, openapi',
  'general:app-window': 'iframe, website, web page, embed, web app',
  'general:calendar': 'calendar month, agenda, ical, ics, radicale, baikal, baïkal, davical, xandikos, caldav, davis',
  'general:recycle': 'waste, garbage, bin day',
  'general:cloud-sun': 'weather, weather station, weewx, forecast',
  'general:gamepad': 'lancache, develancacheui, lan cache, console',
  'general:cloud-cog': 'azure, azure devops, microsoft azure, aws, amazon web services, oracle cloud, hetzner console',
  'general:code':
    'code-server, code server, vs code, vscode, visual studio code, ide, openvscode, development, woodpecker, woodpecker ci, onedev, gogs',
  'general:terminal': 'ssh, shell, ttyd, terminal, wetty, sshwifty, webssh, console access, termix, nexterm',
  'general:notebook-text':
    'notes, memos, silverbullet, flatnotes, notesnook, affine notes, appflowy, docmost, outline wiki, notea, blinko',
  'general:list-todo':
    'tasks, todo, planka, kanban, wekan, focalboard, donetick, tasks.md, kanboard, super productivity',
  'general:wifi': 'wlan, wi-fi, hotspot, wireless',
  'general:scale': 'garage scale, weight tracker',
  'general:users': 'family, contacts, lldap, ldap, active directory, directory, monica crm',
  'general:key-round':
    'password manager, passwords, sso, pocket id, pocketid, tinyauth, voidauth, openid provider, kanidm, zitadel, 2fauth, secrets, infisical',
  'general:map': 'maps, dawarich, owntracks, location, tracking map, reitti, geopulse',
  'general:baby': 'baby buddy, babybuddy, baby',
  'general:languages': 'translate, translation, libretranslate ui',
  'general:mic': 'whisper, speech, voice assistant, piper, wyoming, mumble server',
  'general:message-circle': 'chat, im, irc, the lounge, thelounge, mattermost chat, rocket chat, zulip chat',
  'general:wand-sparkles': 'stable diffusion, comfyui, automatic1111, invokeai, image generation, fooocus',
  'general:workflow':
    'automation, huginn, windmill, activepieces, automatisch, kestra, semaphore ui, semaphore, ansible semaphore, olivetin',
  'general:wrench': 'it-tools, it tools, tools, omni tools, cyberchef, admin tools, webmin tools',
  'general:layout-dashboard':
    'homepage, dashy, heimdall, organizr, flame, glance dashboard, dashboard, startpage, homer, amud',
  'general:trending-up': 'umami analytics, analytics, web statistics, goaccess, pirsch',
  'general:heart-pulse': 'health, openemr, mindwtr, medical',
  'general:thermometer': 'temperature, temperatures, heating, thermostat, vicare, ebusd, heat pump',
  'general:zap': 'electricity, energy, power, emoncms, smart meter, volkszähler',
  'general:plug': 'plugs, smart plug, wake on lan, wol, upsnap',
  'general:clock': 'time, ntp, chrony, kimai, time tracking, traggo, solidtime',
};

/** Ports that services listen on unless told otherwise; only a hint, after every name. */
export const ports: Record<number, string> = {
  3000: 'brand:grafana',
  3001: 'brand:uptimekuma',
  3456: 'brand:vikunja',
  4533: 'general:music',
  5000: 'brand:synology',
  5001: 'brand:synology',
  5055: 'general:list-plus',
  5076: 'general:radar',
  6767: 'general:captions',
  6789: 'general:download',
  7878: 'brand:radarr',
  8006: 'brand:proxmox',
  8007: 'brand:proxmox',
  8083: 'brand:calibreweb',
  8096: 'brand:jellyfin',
  8112: 'brand:deluge',
  8123: 'brand:homeassistant',
  8200: 'brand:duplicati',
  8265: 'general:film',
  8384: 'brand:syncthing',
  8443: 'brand:ubiquiti',
  8686: 'general:music',
  8787: 'general:book-open',
  8971: 'brand:frigate',
  8989: 'brand:sonarr',
  9000: 'brand:portainer',
  9091: 'brand:transmission',
  9090: 'brand:prometheus',
  9117: 'general:radar',
  9443: 'brand:portainer',
  9696: 'general:radar',
  11434: 'brand:ollama',
  13378: 'brand:audiobookshelf',
  19999: 'brand:netdata',
  2283: 'brand:immich',
  25600: 'general:book-image',
  32400: 'brand:plex',
  81: 'brand:nginxproxymanager',
};

/** What many people run at home: a beginning for who has typed nothing yet. */
export const popular =
  'homeassistant jellyfin plex proxmox pihole adguard immich nextcloud vaultwarden sonarr radarr qbittorrent portainer docker nginxproxymanager traefikproxy caddy cloudflare tailscale wireguard grafana prometheus uptimekuma paperlessngx syncthing truenas synology unraid openmediavault ubiquiti opnsense pfsense openwrt mikrotik fritz frigate audiobookshelf emby transmission mealie gitea forgejo gitlab github freshrss authentik authelia bitwarden nodered esphome zigbee2mqtt octoprint ollama n8n homebridge duplicati minio kubernetes netdata ntfy'
    .split(' ')
    .map((slug) => `brand:${slug}`);
