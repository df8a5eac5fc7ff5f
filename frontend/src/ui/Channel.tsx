import type { LucideIcon } from "lucide-react";
import { Circle, ClipboardList, Globe, Handshake, LifeBuoy, Mail, Mailbox, Megaphone, MessageCircle, Phone, Search, Share2, Smartphone, Star, Store } from "lucide-react";
import type { ReactElement } from "react";
import type { Words } from "../lib/words";
import { useWords } from "./context";
import "./Channel.css";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  web: Globe,
  app: Smartphone,
  email: Mail,
  social: Share2,
  search: Search,
  ads: Megaphone,
  phone: Phone,
  chat: MessageCircle,
  store: Store,
  mail: Mailbox,
  sales: Handshake,
  review: Star,
  survey: ClipboardList,
  support: LifeBuoy,
};

/** What people call a channel. */
export function channelName(channel: string, words: Words): string {
  return named("channel", channel, words);
}

/** What people call a stage that has no label of its own. */
export function stageName(stage: string, words: Words): string {
  return named("stage", stage, words);
}

function named(kind: string, name: string, words: Words): string {
  const key = `${kind}.${name}`;
  return words.has(key) ? words(key) : name;
}

/** A channel's sign. */
export function ChannelIcon({ channel, size = 16 }: { readonly channel: string; readonly size?: number }): ReactElement {
  const Icon = ICONS[channel] ?? Circle;
  return <Icon size={size} aria-hidden="true" />;
}

/** The channels somebody came by. */
export function Channels({ names }: { readonly names: readonly string[] }): ReactElement {
  const words = useWords();
  return (
    <span className="dl-channels">
      {names.map((name) => (
        <span key={name} title={channelName(name, words)}>
          <ChannelIcon channel={name} />
          <span className="dl-unseen">{channelName(name, words)} </span>
        </span>
      ))}
    </span>
  );
}
