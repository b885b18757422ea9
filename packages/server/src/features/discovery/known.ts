import type { FoundKind } from '@amud/protocol/discovery.ts';

/**
 * Apps that many people run, as people write them, `_` for a space; after `=` what else their images and programs are
 * called.
 */
const names: Record<Exclude<FoundKind, 'other'>, string> = {
  media:
    'Jellyfin,Plex=pms|plexmediaserver,Emby=embyserver,Immich,PhotoPrism,Navidrome,Audiobookshelf,Kavita,Komga,Calibre-Web=calibreweb,Tautulli,Overseerr,Jellyseerr,Seerr,Ombi,Bazarr,Sonarr,Radarr,Lidarr,Readarr,Whisparr,Stash,Tdarr,LibrePhotos,PeerTube,Ampache,Funkwhale,Lychee,Piwigo,Music_Assistant=musicassistant,Snapcast,Tvheadend,Channels_DVR=channelsdvr,ErsatzTV,Maintainerr,Wizarr',
  downloads:
    'qBittorrent=qbittorrentnox,Transmission=transmissiondaemon,Deluge=deluged|delugeweb,rTorrent=rutorrent,SABnzbd,NZBGet,Prowlarr,Jackett,FlareSolverr,JDownloader=jdownloader2,MeTube,pyLoad,Autobrr,Aria2=ariang,Pinchflat,Tube_Archivist=tubearchivist|bbilly1tubearchivist',
  files:
    'Nextcloud=nextcloudaio|allinone,ownCloud=ocis,Seafile=seafilemc,Syncthing,File_Browser=filebrowser,Paperless-ngx=paperlessngx|paperlesswebserver,Vaultwarden=bitwardenrs,Bitwarden,MinIO,Duplicati,Kopia,Restic,Resilio_Sync=resiliosync,Stirling_PDF=stirlingpdf|spdf,Docspell,Papermerge,TrueNAS,OpenMediaVault,Unraid,Synology_DSM=synology|dsm,Proxmox_Backup_Server=proxmoxbackupproxy,UrBackup=urbackupsrv,Backrest',
  house:
    'Home_Assistant=homeassistant|hass,Zigbee2MQTT,Z-Wave_JS_UI=zwavejsui,ESPHome,Node-RED=nodered,Frigate,Scrypted,Homebridge,openHAB,Domoticz,Mealie,Tandoor=recipes|tandoorrecipes,Grocy,Homebox,go2rtc,evcc,OctoPrint,Mainsail,Fluidd,Shinobi,ZoneMinder,Kitchen_Owl=kitchenowl,LubeLogger,MotionEye,Bar_Assistant=barassistant,Spoolman,Moonraker',
  network:
    'Pi-hole=pihole|piholeftl,AdGuard_Home=adguardhome,Unbound,Technitium_DNS=technitiumdnsserver|dnsserver,UniFi=unifinetworkapplication|unificontroller,Omada=omadacontroller,OPNsense,pfSense,OpenWrt=luci,FRITZ!Box=fritzbox,MikroTik=webfig|routeros,Nginx_Proxy_Manager=nginxproxymanager,Traefik,Caddy,HAProxy,WireGuard_Easy=wgeasy|wireguardeasy,Headscale,NetBird,Cloudflared,Authelia,Authentik,Keycloak,CrowdSec,NetAlertX=pialert,SmokePing,LibreSpeed,Speedtest_Tracker=speedtesttracker,MySpeed,Nginx,Apache=httpd',
  watch:
    'Grafana=grafanaoss,Prometheus,Alertmanager,Loki,InfluxDB,Uptime_Kuma=uptimekuma,Gatus,Netdata,Glances,Beszel,Pulse,Portainer=portainerce|portaineree,Dockge,Dozzle,Komodo,Yacht,Proxmox_VE=proxmoxve|pveproxy|proxmoxvirtualenvironment,Cockpit,Webmin,Scrutiny,cAdvisor,Zabbix=zabbixweb,Checkmk,Healthchecks,ntfy,Gotify,Graylog,Peanut=nutwebgui,VictoriaMetrics,Watchtower,Diun,Semaphore,Rancher,ESXi',
  work: 'Gitea,Forgejo,GitLab=gitlabce|gitlabee,Gogs,Jenkins,Drone,Woodpecker=woodpeckerserver,code-server=codeserver,Wiki.js=wikijs|wiki,BookStack,Outline,DokuWiki,Trilium=triliumnotes|triliumnext,Joplin=joplinserver,Memos,HedgeDoc,SilverBullet,FreshRSS,Miniflux,Linkding,Linkwarden,Karakeep=hoarder,Wallabag,Vikunja,Planka,Kanboard,Actual_Budget=actualbudget|actual,Firefly_III=fireflyiii,n8n,Open_WebUI=openwebui,Ollama,Ghost,WordPress,pgAdmin=pgadmin4,phpMyAdmin,Adminer,IT_Tools=ittools,Excalidraw,draw.io=drawio,Umami,Plausible,Matomo,Jupyter=jupyterlab|jupyternotebook,Roundcube,Mailcow,SearXNG,changedetection.io=changedetection,Monica,Docmost,AFFiNE',
};

export type KnownApp = { name: string; kind: FoundKind };

/** As names are compared: letters and digits. */
export const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const table = new Map<string, KnownApp>(
  Object.entries(names).flatMap(([kind, list]) =>
    list.split(',').flatMap((entry) => {
      const [name = '', others = ''] = entry.split('=');
      const known = { name: name.replaceAll('_', ' '), kind: kind as FoundKind };
      return [name, ...others.split('|')].map((key): [string, KnownApp] => [plain(key), known]);
    }),
  ),
);
table.delete('');

/** `immich-server`, `jellyfin-web`, `grafana12`: the app that it is a part or a version of. */
const trimmed = (text: string): string =>
  text.replace(/[-_. ](server|web|webui|app|core|main|ui|frontend|ce|oss|daemon|docker|stable|latest|\d+)$/i, '');

/** What is known of the first of these words that anything is known of. */
export const knownApp = (...words: readonly string[]): KnownApp | undefined => {
  for (const word of words)
    for (const form of [word, trimmed(word), trimmed(word).replace(/\d+$/, '')]) {
      const known = table.get(plain(form));
      if (known) return known;
    }
  return undefined;
};
